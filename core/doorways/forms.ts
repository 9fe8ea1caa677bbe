import type { NewDelivery } from '../deliveries/delivery.ts'

/** Whose form: one person in one chat and forum topic (0 without one). */
export interface FormKey {
  readonly chatId: number
  readonly threadId: number
  readonly ownerId: number
}

/** A form under way. */
export interface FormState extends FormKey {
  /** How far it is, as JSON that only the bot reads. */
  readonly data: unknown
  /** The bot's messages that stand for it in the chat: the open question, and the one with the menus. */
  readonly questionId: number | null
  readonly menuId: number | null
  readonly updatedAt: Date
}

/** What handling an update did to a form: null data removes it. */
export type FormWrite = Omit<FormState, 'updatedAt'>

export interface FormStore {
  read(key: FormKey): Promise<FormState | null>
  /** Forms nobody touched since an instant. */
  idleSince(before: Date): Promise<FormState[]>
  /** Removes it and writes the deliveries that tell its owner; false, and nothing, if it was touched meanwhile. */
  expire(form: FormState, deliveries: readonly NewDelivery[]): Promise<boolean>
}
