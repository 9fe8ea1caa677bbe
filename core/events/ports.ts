import type { EventCursor, EventRow } from './event.ts'

/** The rows of the history and of the messages, in the order of their ids. */
export interface EventStore {
  /** The cursor of the newest rows. */
  latest(): Promise<EventCursor>
  /** Rows of a table after an id, in order; only those of `organizationId` where it is given. */
  after(
    table: keyof EventCursor,
    id: number,
    options: { readonly limit: number; readonly organizationId?: string },
  ): Promise<EventRow[]>
  /** Calls the listener after each commit that changed a ticket. Returns the function that removes it. */
  onChange(listener: () => void): () => void
}
