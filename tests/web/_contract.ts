import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { expect } from 'vitest'

/** As much of JSON Schema as the API's description uses for what it takes. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly example?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

interface Media {
  readonly schema: Schema
}

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly json: Schema | null
  readonly takesForms: boolean
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}

interface Description {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly parameters?: readonly Parameter[]
            readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
            readonly responses: Operation['responses']
          }
        >
      >
    >
  >
}

/** Every operation of a description. */
export function operationsOf({ paths }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody, responses }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      parameters: parameters ?? [],
      json: requestBody?.content['application/json']?.schema ?? null,
      takesForms: requestBody?.content['multipart/form-data'] !== undefined,
      responses,
    })),
  )
}

/** Checks an answer against what an operation promises; answers with its text. */
export function createCheck(description: Description) {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addSchema(description, 'api')

  return async (operation: Operation, response: Response): Promise<string> => {
    const { id, path, method, responses } = operation
    const says = `${id} answered ${response.status}`
    expect(response.status, says).toBeLessThan(500)
    const promised = responses[response.status]
    expect(promised, `${says}, which it does not promise`).toBeDefined()
    const type = response.headers.get('Content-Type')?.split(';', 1)[0] ?? ''
    if (type === 'text/event-stream') {
      await response.body?.cancel()
      return ''
    }
    const text = await response.text()
    if (response.status >= 400) expect(type, says).toBe('application/problem+json')
    if (!/[/+]json$/.test(type)) return text
    expect(Object.keys(promised?.content ?? {}), says).toContain(type)
    const pointer = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      response.status,
      'content',
      type,
      'schema',
    ]
    const escaped = pointer.map((part) =>
      encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    const valid = ajv.validate({ $ref: `api#/${escaped.join('/')}` }, JSON.parse(text))
    expect(valid, `${says}: ${ajv.errorsText()} in ${text.slice(0, 500)}`).toBe(true)
    return text
  }
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    'KT-1',
    '-5',
    '../..',
    "';--",
    'x'.repeat(20_000),
    '9'.repeat(400),
  ),
)
const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.double(),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    [],
    {},
    [[[]]],
    { a: { a: { a: [] } } },
    '__proto__',
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 })
  if (schema.items) return fitting(schema.items)
  if (schema.pattern !== undefined) return fc.uuid()
  return fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.constant(schema.example ?? 'text'))
}

/** A body that is wrong in one place, in several, or altogether. */
export function bodies(schema: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    fc.oneof({ weight: 9, arbitrary: fitting(field) }, anything),
  ])
  const extra = { __proto__x: anything, constructor: anything, files: anything }
  const record = fc.record(
    { ...extra, ...Object.fromEntries(fields) } as Record<string, fc.Arbitrary<unknown>>,
    {
      requiredKeys: [],
    },
  )
  return fc.oneof({ weight: 4, arbitrary: record }, anything)
}

/** A form with any texts and files. */
export const forms = fc
  .tuple(
    fc.array(
      fc.tuple(fc.oneof(fc.constantFrom('title', 'description', 'text', 'priority', 'category'), text), text),
      {
        maxLength: 6,
      },
    ),
    fc.array(fc.tuple(fc.oneof(fc.constant('files'), text), text, fc.uint8Array({ maxLength: 300 })), {
      maxLength: 3,
    }),
  )
  .map(([fields, files]) => {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value)
    for (const [field, name, bytes] of files) form.append(field, new Blob([new Uint8Array(bytes)]), name)
    return form
  })

/** An address and headers with anything in their places. */
export function addresses({ path, parameters }: Operation) {
  const places = parameters.map(({ name, in: place, schema }) => {
    const good = name === 'ref' ? fc.constant('KT-1') : fitting(schema).map(String)
    const value = fc.oneof({ weight: 6, arbitrary: good }, text, fc.double().map(String))
    return fc.tuple(
      fc.constant(name),
      fc.constant(place),
      place === 'path' ? value : fc.option(value, { freq: 1 }),
    )
  })
  return fc.tuple(...places).map((given) => {
    let url = path
    const query = new URLSearchParams()
    const headers: Record<string, string> = {}
    for (const [name, place, value] of given) {
      if (value === null) continue
      if (place === 'path') url = url.replace(`{${name}}`, segment(value))
      else if (place === 'query') query.append(name, value)
      else headers[name] = value.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 4_000)
    }
    return { url: `${url}?${query.toString().slice(0, 8_000)}`, headers }
  })
}

/** A path's part; the ones that mean another path stand for nothing. */
function segment(value: string): string {
  const part = encodeURIComponent(value.slice(0, 1_000).replaceAll(/\p{Cs}/gu, ''))
  return /^(\.|%2e)*$/i.test(part) ? 'x' : part
}
