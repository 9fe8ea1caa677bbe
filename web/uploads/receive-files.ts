import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Storage } from '../../core/storage/storage.ts'
import type { FileFault } from '../../core/files/file-rules.ts'
import type { UploadedFile } from '../../core/files/attachment.ts'
import type { FieldError } from '../problems/problem.ts'

/** The files of one form, stored while they arrive. */
export interface ReceivedFiles {
  /** Stores a file. If it can't be taken, notes why and leaves the rest in the stream. Throws what storage throws. */
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

/** Stores the files of one form; `take` is called for one after the other. */
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
      // If nobody chose a file, a browser sends one without name and content.
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

/** Keeps the stream open if its reader stops early: the rest of the form comes through it. */
async function* hashed(stream: Readable, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    yield chunk
  }
}
