import type { AttachmentStore, FileStore } from '../files/ports.ts'
import type { Claim, Room } from './room.ts'
import type { UploadedFile } from '../files/attachment.ts'
import { type ContentCheck, createContentCheck } from '../files/check-content.ts'
import { cleanFileName } from '../files/file-name.ts'
import {
  type AcceptedFiles,
  FILE_MAX_BYTES,
  type FileContent,
  type FileFault,
  isExtension,
  kindOf,
  withExtension,
} from '../files/file-rules.ts'

export interface Uploads {
  /**
   * Stores a file of an organization while checking what is in it; what is refused leaves nothing behind. Throws
   * DeskError `storage_full`, `storage_quota_exceeded` or `storage_unavailable`, and whatever the stream throws.
   */
  store(organizationId: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredUpload>
  /** Removes those files that have joined no ticket. To be called in the end for all that were stored. */
  discard(files: readonly { readonly id?: string | undefined }[]): Promise<void>
  /** Removes uploads that were cut off, or have joined no ticket within an hour. */
  sweep(): Promise<void>
}

export type StoredUpload =
  | { readonly kind: 'stored'; readonly file: UploadedFile }
  | { readonly kind: 'refused'; readonly fault: FileFault; readonly name: string }

export interface UploadPorts {
  readonly attachments: AttachmentStore
  readonly files: FileStore
  readonly accepted: AcceptedFiles
  readonly clock: () => Date
}

/** An upload that joined no ticket by then is left over: no request takes this long. */
const KEEP_MS = 3_600_000
const SWEEP_BATCH = 100
const NAMELESS = 'file'

/** Builds the use cases on files that come from the panel. */
export function createUploads({ attachments, files, accepted, clock }: UploadPorts, room: Room): Uploads {
  const claims = new Map<string, Claim>()
  return {
    async store(organizationId, given, bytes) {
      const name = cleanFileName(given)
      const claim = await room.claim(organizationId)
      const id = await attachments.reserve()
      const upload = createChecked(createContentCheck(name, accepted), bytes)
      try {
        const size = await files.write(id, claim.count(upload.bytes()))
        claims.set(id, claim)
        return { kind: 'stored', file: describe(id, name, size, upload.content()) }
      } catch (error) {
        claim.release()
        await dropOrLeave([id])
        if (error instanceof RefusedUpload) return { kind: 'refused', fault: error.fault, name }
        throw error
      }
    },
    async discard(given) {
      const ids = given.flatMap(({ id }) => id ?? [])
      for (const id of ids) {
        claims.get(id)?.release()
        claims.delete(id)
      }
      await dropOrLeave(ids)
    },
    async sweep() {
      const before = new Date(clock().getTime() - KEEP_MS)
      for (;;) {
        const ids = await attachments.leftOver(before, SWEEP_BATCH)
        await drop(ids)
        if (ids.length < SWEEP_BATCH) return
      }
    },
  }

  /** Leaves a failure to remove to the sweeper: the caller has its own result or error to report. */
  async function dropOrLeave(ids: readonly string[]): Promise<void> {
    await drop(ids).catch(() => {})
  }

  /** Deletes the rows last, so that the sweeper tries again where the bytes could not be removed. */
  async function drop(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const abandoned = await attachments.abandon(ids)
    for (const id of abandoned) await files.remove(id)
    await attachments.forget(abandoned)
  }
}

/** Thrown into the stream to stop the writing. */
class RefusedUpload extends Error {
  readonly fault: FileFault

  constructor(fault: FileFault) {
    super(fault)
    this.name = 'RefusedUpload'
    this.fault = fault
  }
}

/** Passes bytes on to storage and checks them; throws `RefusedUpload` at the first that can't be accepted. */
function createChecked(check: ContentCheck, given: AsyncIterable<Uint8Array>) {
  let content: FileContent | null = null
  return {
    content(): FileContent {
      if (!content) throw new Error('The bytes have not been read to their end.')
      return content
    },
    async *bytes(): AsyncGenerator<Uint8Array> {
      let size = 0
      for await (const chunk of given) {
        size += chunk.length
        if (!check.push(chunk)) throw new RefusedUpload('unsupported')
        if (size >= FILE_MAX_BYTES) throw new RefusedUpload('too_large')
        yield chunk
      }
      if (size === 0) throw new RefusedUpload('empty')
      content = check.end()
      if (!content) throw new RefusedUpload('unsupported')
    },
  }
}

function describe(id: string, name: string, size: number, content: FileContent): UploadedFile {
  return {
    id,
    kind: kindOf(content),
    name: nameFor(name, content),
    type: content.type,
    size,
    fileId: null,
    fileUniqueId: null,
  }
}

/** The name is cut after its extension is added, so that both fit in the limit. */
function nameFor(name: string, { type }: FileContent): string {
  const isNameless = name === '' || isExtension(name)
  return cleanFileName(withExtension(isNameless ? NAMELESS : name, type))
}
