import type { Attachment, AttachmentKind } from './attachment.ts'

/** The bytes of files, each kept under its attachment's id. */
export interface FileReader {
  /** How many bytes are kept under an id; null where there are none. */
  size(id: string): Promise<number | null>
  /** The bytes of the range, or all. The file is opened when the first is read and closed after the last. */
  read(id: string, range?: ByteRange): AsyncIterable<Uint8Array>
}

/** Offsets of the first and the last byte, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Everything about files but their bytes. */
export interface AttachmentReader {
  /** A file, and the organization it belongs to. */
  find(id: string): Promise<OwnedFile | null>
  /** Telegram's ids of files; files that it does not have are left out. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, KnownFile>>
}

export interface OwnedFile {
  readonly file: Attachment
  readonly organizationId: string
  /** Whether it belongs to an internal note. */
  readonly inNote: boolean
  /** Attempts to fetch it that have failed. */
  readonly attempts: number
  /** When to fetch it next; null where there is nothing to fetch. */
  readonly fetchAt: Date | null
}

/** A file by Telegram's ids, and the kind that Telegram made of it. */
export interface KnownFile {
  readonly kind: AttachmentKind
  readonly fileId: string
  readonly fileUniqueId: string
}
