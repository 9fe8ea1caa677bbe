import type { UnavailableReason } from './attachment.ts'
import type { WaitingFile } from './fetch-file.ts'
import type { AttachmentReader, FileReader, KnownFile } from './reader.ts'

/** Where the bytes of files are kept. */
export interface FileStore extends FileReader {
  /**
   * Keeps a stream's bytes: all of them, on the disk, or none. Returns how many. Throws DeskError `storage_full`
   * without room, `storage_unavailable` where nothing can be written, and whatever the stream throws.
   */
  write(id: string, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** Bytes that may still be written. */
  free(): Promise<number>
  /** Writes something and takes it away again. Throws what is in the way. */
  tryOut(): Promise<void>
  /** Removes what is kept under an id, whole or half written. */
  remove(id: string): Promise<void>
}

export interface AttachmentStore extends AttachmentReader {
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

  /** Bytes that the stored files of an organization's tickets take. */
  usedBy(organizationId: string): Promise<number>

  /** Files of Telegram's whose bytes are to be fetched now. */
  due(now: Date, limit: number): Promise<WaitingFile[]>
  /** Notes that the bytes are there, and how many; false where the file belongs to no ticket any more. */
  markStored(id: string, size: number): Promise<boolean>
  /** Notes that they will never be. */
  markUnavailable(id: string, reason: UnavailableReason): Promise<void>
  /** Counts a failed attempt; the next is not before `fetchAt`. */
  postpone(id: string, fetchAt: Date): Promise<void>
}
