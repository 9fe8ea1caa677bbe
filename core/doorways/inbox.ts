import type { FormWrite } from './forms.ts'

/** An update from Telegram, kept until it is handled. The payload is the update as JSON; it is removed when done. */
export interface InboxRow {
  readonly updateId: number
  /** Updates of one lane are handled in order. Each person has a lane in each chat. */
  readonly lane: string
  readonly payload: unknown
  readonly attempts: number
}

export interface InboxStore {
  /** Stores a batch in one transaction and returns the new ones; an update that is stored already is left out. */
  accept(rows: readonly Omit<InboxRow, 'attempts'>[]): Promise<InboxRow[]>
  /** Updates that were accepted and not finished, oldest first. */
  pending(): Promise<InboxRow[]>
  /** Marks an update done together with the forms it changed, in one transaction. */
  finish(updateId: number, forms: readonly FormWrite[]): Promise<void>
  /** Counts a failed attempt and returns how many there were. */
  failed(updateId: number, error: string): Promise<number>
  /** Gives an update up; it stays stored with its error, until one of the people in it is forgotten. */
  setAside(updateId: number, people: readonly number[]): Promise<void>
  /** Drops what was done before an instant. */
  prune(before: Date): Promise<void>
}
