import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { FILE_MAX_BYTES, FILES_MAX } from '../../core/files/file-rules.ts'
import { type FieldError, Problem, type ProblemCode } from '../problems/problem.ts'
import type { ReceivedFiles } from './receive-files.ts'

export interface FormReader {
  /** Reads the form to its end and answers with its fields. */
  read(body: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, string>>>
}

export interface FormReaderOptions {
  readonly received: ReceivedFiles
  /** Called once, before the first file is taken or after the last field. */
  readonly before: (fields: Readonly<Record<string, string>>) => void
}

/** The field that files come in. */
const FILES_FIELD = 'files'
/** A value that is cut off here is longer than any field may be, and is refused by whoever knows the field. */
const FIELD_MAX_BYTES = 64 * 1024
const FIELDS_MAX = 20

/** Reads one multipart form. Throws Problem `unsupported_media_type` for what is none, `invalid_request` for a broken one. */
export function createFormReader(contentType: string, { received, before }: FormReaderOptions): FormReader {
  const parser = createParser(contentType)
  const fields = new Map<string, string>()
  const faults: FieldError[] = []
  /** One file after the other: they keep their order, and the form waits for them. */
  let taking = Promise.resolve()
  let failure: { readonly error: unknown } | null = null
  let current: BusboyFileStream | null = null
  let isCleared = false

  parser.on('field', (name: string | undefined, bytes, isNameCut, isCut) => {
    const value = textOf(bytes, isCut)
    const isRepeated = name !== undefined && fields.has(name)
    if (name === undefined || isNameCut) faults.push({ field: 'body', code: 'invalid' })
    else if (value === null || isRepeated || (name === FILES_FIELD && value !== ''))
      faults.push({ field: name, code: 'invalid' })
    else fields.set(name, value)
  })
  parser.on('file', (name: string | undefined, stream, fileName: string | undefined) => {
    current = stream
    // Whoever reads the stream hears of it; when nobody does, the form's own error says the same.
    stream.on('error', () => {})
    taking = taking.then(() => take(name ?? 'body', stream, fileName ?? ''))
  })
  parser.on('filesLimit', () => faults.push({ field: FILES_FIELD, code: 'too_many_files', max: FILES_MAX }))
  parser.on('partsLimit', () => faults.push({ field: 'body', code: 'invalid' }))

  return {
    async read(body) {
      try {
        await pipeline(Readable.from(body, { objectMode: false }), parser)
      } catch (error) {
        current?.destroy(new Error('The form broke off.'))
        await taking
        throw error instanceof Problem ? error : brokenForm(error)
      }
      await taking
      if (failure) throw failure.error
      clear()
      refuseFaults([...faults, ...received.faults()])
      return Object.fromEntries(fields)
    },
  }

  /** Never throws: after a failure the rest of the form is read and let go, so that the answer arrives. */
  async function take(name: string, stream: BusboyFileStream, fileName: string): Promise<void> {
    try {
      if (failure) return
      clear()
      if (name === FILES_FIELD) await received.take(unescapeQuotes(fileName), stream)
      else faults.push({ field: name, code: 'invalid' })
    } catch (error) {
      failure = { error }
    } finally {
      stream.resume()
    }
  }

  /** What refuses the form once refuses all the files in it. */
  function clear(): void {
    if (isCleared) return
    before(Object.fromEntries(fields))
    isCleared = true
  }
}

function createParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // A field that does not say its charset comes as its bytes; the parser would guess at what is no UTF-8.
      defCharset: 'latin1',
      limits: {
        fileSize: FILE_MAX_BYTES,
        files: FILES_MAX,
        fieldSize: FIELD_MAX_BYTES,
        parts: FIELDS_MAX + FILES_MAX,
        headerPairs: 20,
        headerSize: 16 * 1024,
      },
    })
  } catch (cause) {
    // No form, or one without a boundary.
    throw new Problem('unsupported_media_type', { cause })
  }
}

/** A field's text; null for bytes that are none in UTF-8. What is beyond a byte was decoded as the field said. */
function textOf(bytes: string, isCut: boolean): string | null {
  if (/[^\0-\xFF]/.test(bytes)) return bytes
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'), { stream: isCut })
  } catch {
    return null
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

/** Browsers write a quote in a name as `%22`. */
function unescapeQuotes(name: string): string {
  return name.replaceAll('%22', '"')
}
