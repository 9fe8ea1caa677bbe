import type { Attachment, AttachmentKind, UnavailableReason } from '../tickets/message.ts'

/** Where the bytes of files are kept, each under its attachment's id. */
export interface FileStore {
  /**
   * Keeps a stream's bytes: all of them, on the disk, or none. Answers with how many. Throws DeskError
   * `storage_unavailable` when there is no room or no right to write, and whatever the stream throws.
   */
  write(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** Bytes that are kept under an id; null with nothing there. */
  size(id: string): Promise<number | null>
  /** The bytes from `start` to `end`, both included. Opened by the first that is asked for, closed with the last. */
  read(id: string, range?: ByteRange): AsyncIterable<Uint8Array>
  /** Removes what is kept under an id, whole or half written. */
  remove(id: string): Promise<void>
}

/** Offsets of the first and the last byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** What is known of files beside their bytes. */
export interface AttachmentStore {
  /** A file and whose it is. */
  find(id: string): Promise<OwnedFile | null>
  /** What Telegram calls files by now; those that it does not have are left out. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, KnownFile>>
  /** Notes what Telegram calls a file that it was sent. */
  saveKnown(id: string, file: KnownFile): Promise<void>

  /** A new id to keep an upload under, remembered until it joins a ticket. */
  reserve(): Promise<string>
  /** Those of the ids that have joined no ticket; from now on none of them can. */
  abandon(ids: readonly string[]): Promise<string[]>
  /** Abandoned ids, and those reserved before an instant that have joined no ticket. */
  leftOver(before: Date, limit: number): Promise<string[]>
  /** Drops abandoned ids whose bytes are gone. */
  forget(ids: readonly string[]): Promise<void>

  /** Files of Telegram's whose bytes are to be fetched now. */
  due(now: Date, limit: number): Promise<WaitingFile[]>
  /** The bytes are there: so many. False where the file belongs to no ticket any more. */
  markStored(id: string, size: number): Promise<boolean>
  /** They will never be. */
  markUnavailable(id: string, reason: UnavailableReason): Promise<void>
  /** Another attempt failed; the next is not before this. */
  postpone(id: string, fetchAt: Date): Promise<void>
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

/** A file by Telegram's ids, and as what it took it. */
export interface KnownFile {
  readonly kind: AttachmentKind
  readonly fileId: string
  readonly fileUniqueId: string
}

export interface WaitingFile {
  readonly id: string
  readonly fileId: string
  /** Attempts that have failed. */
  readonly attempts: number
}

/** Asks Telegram for a file's bytes. What breaks off while they are read throws, and is worth another attempt. */
export type FetchFile = (file: Pick<WaitingFile, 'fileId' | 'attempts'>) => Promise<Fetched>

export type Fetched =
  | { readonly kind: 'bytes'; readonly bytes: AsyncIterable<Uint8Array> }
  /** Telegram says no, for good. */
  | { readonly kind: 'unavailable'; readonly reason: UnavailableReason }
  /** Not now; `afterMs` is Telegram's own wish, null without one. */
  | { readonly kind: 'retry'; readonly afterMs: number | null }
