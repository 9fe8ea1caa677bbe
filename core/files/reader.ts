import type { Attachment, AttachmentKind } from './attachment.ts'

/** The bytes of files, each kept under its attachment's id. */
export interface FileReader {
  /** Bytes that are kept under an id; null with nothing there. */
  size(id: string): Promise<number | null>
  /** The bytes from `start` to `end`, both included. Opened by the first that is asked for, closed with the last. */
  read(id: string, range?: ByteRange): AsyncIterable<Uint8Array>
}

/** Offsets of the first and the last byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What is known of files beside their bytes. */
export interface AttachmentReader {
  /** A file and whose it is. */
  find(id: string): Promise<OwnedFile | null>
  /** What Telegram calls files by now; those that it does not have are left out. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, KnownFile>>
}

export interface OwnedFile {
  readonly file: Attachment
  readonly organizationId: string
  /** Whether it belongs to an internal note. */
  readonly inNote: boolean
  /** Attempts to fetch it that have failed. */
  readonly attempts: number
  /** When it is to be fetched next; null for one that is not to be. */
  readonly fetchAt: Date | null
}

/** A file by Telegram's ids, and the kind that Telegram made of it. */
export interface KnownFile {
  readonly kind: AttachmentKind
  readonly fileId: string
  readonly fileUniqueId: string
}
