import type { AttachmentStore, FileStore } from '../files/ports.ts'
import type { UploadedFile } from '../files/attachment.ts'
import { createContentCheck } from '../files/check-content.ts'
import { cleanFileName } from '../files/file-name.ts'
import {
  FILE_MAX_BYTES,
  type FileContent,
  type FileFault,
  fitsName,
  isExtension,
  kindOf,
  withExtension,
} from '../files/file-rules.ts'

export interface Uploads {
  /**
   * Stores a file while checking what is in it; what is refused leaves nothing behind. Throws DeskError
   * `storage_unavailable`, and whatever the stream throws.
   */
  store(name: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredUpload>
  /** Drops those files that have joined no ticket. */
  discard(files: readonly { readonly id?: string | undefined }[]): Promise<void>
  /** Drops uploads that were cut off, or never joined a ticket in an hour. */
  sweep(): Promise<void>
}

export type StoredUpload =
  | { readonly kind: 'stored'; readonly file: UploadedFile }
  | { readonly kind: 'refused'; readonly fault: FileFault; readonly name: string }

export interface UploadPorts {
  readonly attachments: AttachmentStore
  readonly files: FileStore
  readonly clock: () => Date
}

/** An upload that joined no ticket by then is left over: no request takes this long. */
const KEEP_MS = 3_600_000
const SWEEP_BATCH = 100
const NAMELESS = 'file'

/** Files that come in by the panel's doors. */
export function createUploads({ attachments, files, clock }: UploadPorts): Uploads {
  return {
    async store(given, bytes) {
      const name = cleanFileName(given)
      const id = await attachments.reserve()
      const upload = createChecked(name, bytes)
      try {
        const size = await files.write(id, upload.bytes())
        return { kind: 'stored', file: describe(id, name, size, upload.content()) }
      } catch (error) {
        await dropOrLeave([id])
        if (error instanceof RefusedUpload) return { kind: 'refused', fault: error.fault, name }
        throw error
      }
    },
    async discard(given) {
      await dropOrLeave(given.flatMap(({ id }) => id ?? []))
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

  /** A failure to remove is left to the sweeper: the caller's own error, or success, is what the person must hear. */
  async function dropOrLeave(ids: readonly string[]): Promise<void> {
    await drop(ids).catch(() => {})
  }

  /** The rows go last: bytes that could not be removed are tried again by the sweeper. */
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

/** The bytes on their way to storage, stopped at the first that can't be taken. */
function createChecked(name: string, given: AsyncIterable<Uint8Array>) {
  const check = createContentCheck()
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
      if (!content || !fitsName(content, name)) throw new RefusedUpload('unsupported')
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

/** The extension that the content calls for stands within the limit, too. */
function nameFor(name: string, { type }: FileContent): string {
  const isNameless = name === '' || isExtension(name)
  return cleanFileName(withExtension(isNameless ? NAMELESS : name, type))
}
