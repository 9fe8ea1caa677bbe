import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { FILE_MAX_BYTES, FILES_MAX } from '../../core/files/file-rules.ts'
import { type FieldError, Problem, type ProblemCode } from '../problems/problem.ts'
import { boundaryOf, createPartCount } from './count-parts.ts'
import type { ReceivedFiles } from './receive-files.ts'

export interface FormReader {
  /** Resolves to the fields by name. Throws Problem for a broken form or refused files, and what storage throws. */
  read(body: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, string>>>
}

export interface FormReaderOptions {
  readonly received: ReceivedFiles
  /** Called once: before the first file is stored, or without files at the end. */
  readonly before: (fields: Readonly<Record<string, string>>) => void
}

/** The name of the field for files. */
const FILES_FIELD = 'files'
/** Longer than any field may be: a value that is cut here still fails its field's own check. */
const FIELD_MAX_BYTES = 64 * 1024
const FIELDS_MAX = 20
const PARTS_MAX = FIELDS_MAX + FILES_MAX
/** RFC 2046, 5.1.1. */
const BOUNDARY_MAX = 70

/** Reads one multipart form. Throws Problem `unsupported_media_type` for any other content type. */
export function createFormReader(contentType: string, { received, before }: FormReaderOptions): FormReader {
  const parser = createParser(contentType)
  const counted = createPartCount(contentType)
  const fields = new Map<string, string>()
  const faults: FieldError[] = []
  let seen = 0
  let files = 0
  /** Parts are taken one after the other: they keep their order, and the form's end waits for the last. */
  let taking = Promise.resolve()
  let failure: { readonly error: unknown } | null = null
  let current: BusboyFileStream | null = null
  let isCleared = false

  parser.on('file', (name: string | undefined, stream, fileName: string | undefined) => {
    seen++
    current = stream
    // Node stops the process for an error that nobody listens to; the form itself reports this one, too.
    stream.on('error', () => {})
    taking = taking.then(() => take(name, stream, fileName))
  })

  return {
    async read(body) {
      try {
        await pipeline(Readable.from(body, { objectMode: false }), count, parser)
      } catch (error) {
        current?.destroy(new Error('The form broke off.'))
        await taking
        throw error instanceof Problem ? error : brokenForm(error)
      }
      await taking
      if (failure) throw failure.error
      clear()
      // The parser has skipped some: their head was invalid.
      if (counted.parts() > seen) faults.push({ field: 'body', code: 'invalid' })
      refuseFaults([...faults, ...received.faults()])
      return Object.fromEntries(fields)
    },
  }

  async function* count(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      counted.push(chunk)
      // A million empty parts are small, and the parser would look at each.
      if (counted.parts() > PARTS_MAX) throw brokenForm('Too many parts.')
      yield chunk
    }
  }

  /** Never throws. After a failure the rest of the form is read and dropped, so that the client gets the response. */
  async function take(name = 'body', stream: BusboyFileStream, fileName?: string): Promise<void> {
    try {
      if (failure) return
      if (fileName === undefined) return addField(name, await readText(stream))
      clear()
      if (name !== FILES_FIELD) faults.push({ field: name, code: 'invalid' })
      else if (++files <= FILES_MAX) await received.take(unescapeName(fileName), stream)
      else if (files === FILES_MAX + 1) faults.push({ field: name, code: 'too_many_files', max: FILES_MAX })
    } catch (error) {
      failure = { error }
    } finally {
      stream.resume()
    }
  }

  function addField(name: string, value: string | null): void {
    const isTaken = fields.has(name) || name === 'body'
    if (value === null || isTaken || (name === FILES_FIELD && value !== ''))
      faults.push({ field: name, code: 'invalid' })
    else fields.set(name, value)
  }

  /** Calls `before`, once: if it refuses, no file of the form is stored. */
  function clear(): void {
    if (isCleared) return
    before(Object.fromEntries(fields))
    isCleared = true
  }
}

function createParser(contentType: string): BusboyInstance {
  if (boundaryOf(contentType).length > BOUNDARY_MAX) throw new Problem('unsupported_media_type')
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // Fields are decoded here: the parser would replace bytes that are not UTF-8 without a word.
      isPartAFile: () => true,
      limits: {
        fileSize: FILE_MAX_BYTES,
        parts: PARTS_MAX,
        headerPairs: 20,
        headerSize: 16 * 1024,
      },
    })
  } catch (cause) {
    // It is no multipart form, or has no boundary.
    throw new Problem('unsupported_media_type', { cause })
  }
}

/** A field's text; null for bytes that are not UTF-8. */
async function readText(stream: BusboyFileStream): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let room = FIELD_MAX_BYTES
  let text = ''
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk.subarray(0, room), { stream: true })
      room -= chunk.length
      if (room < 0) return text
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function brokenForm(cause: unknown): Problem {
  return new Problem('invalid_request', { errors: [{ field: 'body', code: 'invalid' }], cause })
}

function refuseFaults(errors: readonly FieldError[]): void {
  const [first] = errors
  if (first) throw new Problem(problemOf(first), { errors })
}

function problemOf({ code }: FieldError): ProblemCode {
  return code === 'file_too_large' || code === 'unsupported_file' ? code : 'invalid_request'
}

/** Browsers percent-encode line breaks and quotation marks in a file's name, and nothing else. */
function unescapeName(name: string): string {
  return name.replace(/%(?:0D|0A|22)/gi, decodeURIComponent)
}
