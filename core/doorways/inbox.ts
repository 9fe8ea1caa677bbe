import type { FormWrite } from './forms.ts'

/** What came in, kept until it is handled. The payload is Telegram's update as JSON and is dropped when done. */
export interface InboxRow {
  readonly updateId: number
  /** Updates of one lane are handled in order: a person in a chat. */
  readonly lane: string
  readonly payload: unknown
  readonly attempts: number
}

export interface InboxStore {
  /** Stores a batch in one transaction and returns what is new; an update that is there already is left out. */
  accept(rows: readonly Omit<InboxRow, 'attempts'>[]): Promise<InboxRow[]>
  /** What was accepted and not finished, oldest first. */
  pending(): Promise<InboxRow[]>
  /** Marks an update done together with the forms it changed, in one transaction. */
  finish(updateId: number, forms: readonly FormWrite[]): Promise<void>
  /** Counts a failed attempt and returns their number. */
  failed(updateId: number, error: string): Promise<number>
  /** Gives an update up; it stays stored with its error, until one of the people in it is forgotten. */
  setAside(updateId: number, people: readonly number[]): Promise<void>
  /** Drops what was done before an instant. */
  prune(before: Date): Promise<void>
}
