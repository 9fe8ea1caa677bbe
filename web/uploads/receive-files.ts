import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Storage } from '../../core/storage/storage.ts'
import type { FileFault } from '../../core/files/file-rules.ts'
import type { UploadedFile } from '../../core/files/attachment.ts'
import type { FieldError } from '../problems/problem.ts'

/** The files of one form, stored as they come. */
export interface ReceivedFiles {
  /** Stores a file; what is wrong with it is noted, and the rest of it left in the stream. Throws what storage throws. */
  take(name: string, stream: Readable): Promise<void>
  faults(): readonly FieldError[]
  stored(): readonly UploadedFile[]
  result(): { readonly files: readonly UploadedFile[]; readonly digests: readonly string[] }
}

const CODES = {
  empty: 'empty_file',
  too_large: 'file_too_large',
  unsupported: 'unsupported_file',
} as const satisfies Record<FileFault, FieldError['code']>

/** Takes the files of a form one after the other. */
export function receiveFiles(files: Storage, organizationId: string): ReceivedFiles {
  const taken: { readonly file: UploadedFile; readonly digest: string }[] = []
  const faults: FieldError[] = []
  let position = 0

  return {
    async take(name, stream) {
      const at = ++position
      const hash = createHash('sha256')
      const stored = await files.store(organizationId, name, hashed(stream, hash))
      if (stored.kind === 'stored') taken.push({ file: stored.file, digest: hash.digest('base64url') })
      // A form with a field for files that nobody chose sends one without name and content.
      else if (stored.fault === 'empty' && name === '') position--
      else faults.push({ field: 'files', code: CODES[stored.fault], name: stored.name, position: at })
    },
    faults: () => faults,
    stored: () => taken.map(({ file }) => file),
    result: () => ({
      files: taken.map(({ file }) => file),
      digests: taken.map(({ digest }) => digest),
    }),
  }
}

/** The stream stays open when its reader stops early: the rest of the form comes through it. */
async function* hashed(stream: Readable, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    yield chunk
  }
}
