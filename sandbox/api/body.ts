import type { IncomingMessage } from 'node:http'
import { readText, Upload } from '../schema/check.ts'
import { ApiError, badRequest } from './errors.ts'
import { MAX_UPLOAD } from './media.ts'
import { splitMultipart } from './multipart.ts'

export interface Body {
  raw: Record<string, unknown>
  uploads: Map<string, Upload>
}

/** Reads a call's parameters from wherever they may stand: query, JSON, form, multipart. */
export async function readBody(request: IncomingMessage, url: URL, method: string): Promise<Body> {
  const body: Body = { raw: {}, uploads: new Map() }
  addTexts(body, method, url.searchParams)
  const type = request.headers['content-type'] ?? ''
  const bytes = await collect(request)
  if (bytes.length === 0) return body
  if (type.startsWith('application/json')) Object.assign(body.raw, parseJson(bytes))
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    addTexts(body, method, new URLSearchParams(bytes.toString()))
  } else if (type.startsWith('multipart/form-data')) addForm(body, method, bytes, type)
  else throw badRequest(`unsupported content type ${type}`)
  return body
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_UPLOAD * 10) chunks.push(chunk)
  }
  if (size > MAX_UPLOAD * 10) throw new ApiError(413, 'Request Entity Too Large', { violation: true })
  return Buffer.concat(chunks)
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Answered below, like everything that is no object.
  }
  throw badRequest("can't parse JSON object")
}

function addTexts(body: Body, method: string, texts: Iterable<[string, string]>): void {
  for (const [name, text] of texts) body.raw[name] = readText(method, name, text)
}

function addForm(body: Body, method: string, bytes: Buffer, type: string): void {
  for (const part of splitMultipart(bytes, type)) {
    if (part.fileName === undefined) {
      body.raw[part.name] = readText(method, part.name, Buffer.from(part.bytes).toString())
      continue
    }
    // A view, not a copy: the simulator lives in the product's process and counts as its memory.
    const { buffer, byteOffset, byteLength } = part.bytes
    const upload = new Upload(part.fileName, part.mime, new Uint8Array(buffer, byteOffset, byteLength))
    body.uploads.set(part.name, upload)
    body.raw[part.name] = upload
  }
  // A file that a parameter names by attach:// is no parameter itself.
  const named = JSON.stringify(body.raw, (_, value: unknown) => (value instanceof Upload ? undefined : value))
  for (const name of body.uploads.keys()) if (named.includes(`attach://${name}"`)) delete body.raw[name]
}
