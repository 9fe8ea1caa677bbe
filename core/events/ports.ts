import type { EventCursor, EventRow } from './event.ts'

/** The rows of history and messages, as a stream. */
export interface EventStore {
  /** The newest rows. */
  latest(): Promise<EventCursor>
  /** Rows of a table after an id, in order; of one organization where it is named. */
  after(
    table: keyof EventCursor,
    id: number,
    options: { readonly limit: number; readonly organizationId?: string },
  ): Promise<EventRow[]>
  /** Told after each commit that changed a ticket. Returns the function that removes the listener. */
  onChange(listener: () => void): () => void
}
