import type { UnavailableReason } from './attachment.ts'

export interface WaitingFile {
  readonly id: string
  readonly fileId: string
  /** Bytes, as Telegram gave them. */
  readonly size: number
  /** Attempts that have failed. */
  readonly attempts: number
}

/**
 * Asks Telegram for a file's bytes. Reading them throws where the connection breaks off; another attempt may succeed.
 */
export type FetchFile = (file: Omit<WaitingFile, 'id'>) => Promise<Fetched>

export type Fetched =
  | { readonly kind: 'bytes'; readonly bytes: AsyncIterable<Uint8Array> }
  /** Telegram refuses for good. */
  | { readonly kind: 'unavailable'; readonly reason: UnavailableReason }
  /** Not possible now. `afterMs` is how long Telegram asks to wait; null where it does not say. */
  | { readonly kind: 'retry'; readonly afterMs: number | null }
