import type { Actor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { AttachmentReader, FileReader } from '../files/reader.ts'
import type { Attachment } from '../files/attachment.ts'
import type { FetchFiles } from './fetch-files.ts'
import type { ByteRange } from '../files/reader.ts'

/**
 * Opens a file to read. Throws DeskError `not_found` for one that does not exist, is another organization's, or in a
 * note.
 */
export type OpenFile = (actor: Actor, id: string) => Promise<OpenedFile>

export type OpenedFile =
  | {
      readonly kind: 'open'
      readonly file: Attachment
      /** Bytes. */
      readonly size: number
      /** All of them, or those of a range; nothing is opened before they are asked for. */
      readonly read: (range?: ByteRange) => AsyncIterable<Uint8Array>
    }
  /** The bytes are still to be fetched from Telegram. */
  | { readonly kind: 'not_ready' }
  | { readonly kind: 'gone' }

export interface OpenFilePorts {
  readonly attachments: AttachmentReader
  readonly files: FileReader
  readonly clock: () => Date
}

/** How long an asker waits for a file that has to be fetched first. */
const PATIENCE_MS = 5_000

/** Hands out the bytes of an attachment; those that are not here yet are fetched while the asker waits. */
export function createOpenFile(
  { attachments, files, clock }: OpenFilePorts,
  { fetch }: FetchFiles,
): OpenFile {
  return async (actor, id) => {
    const found = await attachments.find(id)
    if (!found) throw new DeskError('not_found')
    authorize(actor, 'read_ticket', found)
    if (found.inNote && actor.kind !== 'agent') throw new DeskError('not_found')
    const { file, attempts, fetchAt } = found

    if (file.bytes === 'unavailable') return { kind: 'gone' }
    const size = await files.size(id)
    if (size !== null) return opened(file, size)
    if (file.fileId === null) return { kind: 'gone' }
    // A file is given up after a few attempts: one before `fetchAt` would only use them up sooner.
    if (fetchAt !== null && fetchAt > clock()) return { kind: 'not_ready' }
    const state = await within(PATIENCE_MS, fetch({ id, fileId: file.fileId, size: file.size, attempts }))
    const fetched = state === 'stored' ? await files.size(id) : null
    if (fetched !== null) return opened(file, fetched)
    return { kind: state === 'unavailable' ? 'gone' : 'not_ready' }
  }

  function opened(file: Attachment, size: number): OpenedFile {
    return { kind: 'open', file, size, read: (range) => files.read(file.id, range) }
  }
}

/** The promise's result; null when it takes longer. */
async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
