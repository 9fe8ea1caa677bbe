import type { IncomingMessage } from 'node:http'
import { readText, Upload } from '../schema/check.ts'
import { ApiError, badRequest } from '../rules/errors.ts'
import { type Part, readMultipart } from './multipart.ts'

/** What a body may be longer than the files in it, which count together. */
const AROUND_FILES = 1024 * 1024

export interface Body {
  raw: Record<string, unknown>
  uploads: Map<string, Upload>
}

/** Reads a call's parameters from the query and from a JSON, form or multipart body. */
export async function readBody(
  request: IncomingMessage,
  url: URL,
  method: string,
  maxUpload: number,
): Promise<Body> {
  const most = maxUpload + AROUND_FILES
  const body: Body = { raw: {}, uploads: new Map() }
  addTexts(body, method, url.searchParams)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    addForm(body, method, await readMultipart(limit(request, most), type))
    return body
  }
  const chunks: Buffer[] = []
  for await (const chunk of limit(request, most)) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return body
  if (type.startsWith('application/json')) Object.assign(body.raw, parseJson(bytes))
  else if (type.startsWith('application/x-www-form-urlencoded')) {
    addTexts(body, method, new URLSearchParams(bytes.toString()))
  } else throw badRequest(`unsupported content type ${type}`)
  return body
}

/** The request's chunks. A body that is too large is read to its end first, so that the client reads the refusal. */
async function* limit(request: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) yield chunk
  }
  if (size > most) throw new ApiError(413, 'Request Entity Too Large', { violation: true })
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // It is refused below, like everything that is no object.
  }
  throw badRequest("can't parse JSON object")
}

function addTexts(body: Body, method: string, texts: Iterable<[string, string]>): void {
  for (const [name, text] of texts) body.raw[name] = readText(method, name, text)
}

function addForm(body: Body, method: string, parts: Part[]): void {
  for (const { name, fileName, bytes } of parts)
    if (fileName === undefined) body.raw[name] = readText(method, name, bytes.toString())
  const texts = JSON.stringify(body.raw)
  for (const { name, fileName, mime, bytes } of parts) {
    if (fileName === undefined) continue
    const upload = new Upload(fileName, mime, bytes)
    body.uploads.set(name, upload)
    // A file that another parameter refers to with attach:// is not a parameter itself.
    if (!texts.includes(`attach://${name}"`)) body.raw[name] = upload
  }
}
