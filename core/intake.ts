import type { NewDelivery } from './deliveries/delivery.ts'

/** What came in, kept until it is handled. The payload is Telegram's update as JSON and is dropped when done. */
export interface InboxRow {
  readonly updateId: number
  /** Updates of one lane are handled in order: a person in a chat. */
  readonly lane: string
  readonly payload: unknown
  readonly attempts: number
}

/** Whose form: one person in one chat and forum topic (0 without one). */
export interface FormKey {
  readonly chatId: number
  readonly threadId: number
  readonly ownerId: number
}

/** A form under way. */
export interface FormState extends FormKey {
  /** The replay log of @grammyjs/conversations. */
  readonly data: unknown
  /** The bot's messages that stand for it in the chat: the open question, and the one with the menus. */
  readonly questionId: number | null
  readonly menuId: number | null
  readonly updatedAt: Date
}

/** What handling an update did to a form: null data removes it. */
export type FormWrite = Omit<FormState, 'updatedAt'>

export interface InboxStore {
  /** Stores a batch in one transaction; an update that is there already is left out of the answer. */
  accept(rows: readonly Omit<InboxRow, 'attempts'>[]): Promise<InboxRow[]>
  /** What was accepted and not finished, oldest first. */
  pending(): Promise<InboxRow[]>
  /** Marks an update done together with the forms it changed, in one transaction. */
  finish(updateId: number, forms: readonly FormWrite[]): Promise<void>
  /** Counts a failed attempt and answers with their number. */
  failed(updateId: number, error: string): Promise<number>
  /** Gives an update up; it stays stored with its error. */
  setAside(updateId: number): Promise<void>
  /** Drops what was done before an instant. */
  prune(before: Date): Promise<void>
}

export interface FormStore {
  read(key: FormKey): Promise<FormState | null>
  /** Forms nobody touched since an instant. */
  idleSince(before: Date): Promise<FormState[]>
  /** Removes it unless it was touched since, and tells its owner by these deliveries; false if it was. */
  expire(form: FormState, deliveries: readonly NewDelivery[]): Promise<boolean>
}
