import botApi from './bot-api.json' with { type: 'json' }
import type { Fields, Schema, Shape } from './shape.ts'

// The compiler reads the JSON as plain strings; a test compares the file with what the generator makes.
const schema = botApi as unknown as Schema
const methodNames = new Map(Object.keys(schema.methods).map((name) => [name.toLowerCase(), name]))

/** A file that came with a multipart request. */
export class Upload {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  constructor(name: string, mime: string, bytes: Uint8Array) {
    this.name = name
    this.mime = mime
    this.bytes = bytes
  }
  /** What is recorded of it with a call: all but its bytes, which may be megabytes. */
  toJSON(): { name: string; mime: string; size: number } {
    return { name: this.name, mime: this.mime, size: this.bytes.length }
  }
}

export interface Checked {
  params: Record<string, unknown>
  problems: string[]
}

/** The method's name as the documentation spells it, if there is such a method. */
export function findMethod(name: string): string | undefined {
  return methodNames.get(name.toLowerCase())
}

/** Checks a call's parameters against the Bot API; `uploads` are the files `attach://` may name. */
export function checkParams(
  method: string,
  raw: Record<string, unknown>,
  uploads: Map<string, Upload>,
): Checked {
  const problems: string[] = []
  const shape: Shape = { object: schema.methods[method] ?? {} }
  const params = fit(shape, raw, '', uploads, problems) as Record<string, unknown>
  return { params, problems }
}

/** Reads a parameter that came as text (query, form, multipart) as the type that the method declares for it. */
export function readText(method: string, name: string, text: string): unknown {
  const fields = schema.methods[method] ?? {}
  const shape = fields[name] ?? fields[`${name}?`]
  const accepts = shape ? primitives(shape) : new Set(['string'])
  if (accepts.has('number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (accepts.has('string')) return text
  try {
    return JSON.parse(accepts.has('boolean') ? text.toLowerCase() : text)
  } catch {
    return text
  }
}

function primitives(shape: Shape): Set<string> {
  if (typeof shape === 'string') return new Set([shape])
  if ('ref' in shape) return primitives(schema.types[shape.ref] ?? 'any')
  if ('union' in shape) return new Set(shape.union.flatMap((member) => [...primitives(member)]))
  if ('enum' in shape) return new Set(shape.enum.map((value) => typeof value))
  return new Set(['object'])
}

function fit(
  shape: Shape,
  value: unknown,
  path: string,
  uploads: Map<string, Upload>,
  problems: string[],
): unknown {
  if (typeof shape === 'string') return fitPrimitive(shape, value, path, uploads, problems)
  if ('ref' in shape) return fit(schema.types[shape.ref] ?? 'any', value, path, uploads, problems)
  if ('enum' in shape) {
    if (!shape.enum.includes(value as string)) problems.push(`${path} can't be ${show(value)}`)
    return value
  }
  if ('array' in shape) {
    if (!Array.isArray(value)) return refuse(problems, path, 'an array', value)
    return value.map((item, index) => fit(shape.array, item, `${path}[${index}]`, uploads, problems))
  }
  if ('union' in shape) return fitUnion(shape.union, value, path, uploads, problems)
  if (!isRecord(value)) return refuse(problems, path, 'an object', value)
  return fitObject(shape.object, value, path, uploads, problems)
}

function fitPrimitive(
  shape: string,
  value: unknown,
  path: string,
  uploads: Map<string, Upload>,
  problems: string[],
): unknown {
  if (shape === 'any') return value
  if (shape === 'file') {
    const attached =
      typeof value === 'string' && value.startsWith('attach://') ? uploads.get(value.slice(9)) : value
    return attached instanceof Upload ? attached : refuse(problems, path, 'a file', value)
  }
  const right = shape === 'number' ? Number.isFinite(value) : typeof value === shape
  // `attach://name` stands for an uploaded file and never for a text.
  if (right && !(typeof value === 'string' && value.startsWith('attach://') && uploads.size > 0)) return value
  return refuse(problems, path, `a ${shape}`, value)
}

function fitUnion(
  members: Shape[],
  value: unknown,
  path: string,
  uploads: Map<string, Upload>,
  problems: string[],
): unknown {
  let best: string[] | undefined
  for (const member of members) {
    const found: string[] = []
    const fitted = fit(member, value, path, uploads, found)
    if (found.length === 0) return fitted
    if (!best || found.length < best.length) best = found
  }
  problems.push(...(best ?? []))
  return value
}

function fitObject(
  fields: Fields,
  value: Record<string, unknown>,
  path: string,
  uploads: Map<string, Upload>,
  problems: string[],
): unknown {
  const result: Record<string, unknown> = {}
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  for (const key of Object.keys(value)) {
    const shape = fields[key] ?? fields[`${key}?`]
    if (shape) result[key] = fit(shape, value[key], at(key), uploads, problems)
    else problems.push(`unknown parameter ${at(key)}`)
  }
  for (const key of Object.keys(fields)) {
    if (!key.endsWith('?') && !(key in value)) problems.push(`parameter ${at(key)} is required`)
  }
  return result
}

function refuse(problems: string[], path: string, expected: string, value: unknown): unknown {
  problems.push(`${path} must be ${expected}, not ${show(value)}`)
  return value
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Upload)
}
