import type { NewDelivery } from '../deliveries/delivery.ts'

/** A form belongs to one person in one chat and forum topic; `threadId` is 0 outside a topic. */
export interface FormKey {
  readonly chatId: number
  readonly threadId: number
  readonly ownerId: number
}

/** A form that is being filled in. */
export interface FormState extends FormKey {
  /** The form's progress, as JSON that only the bot reads. */
  readonly data: unknown
  /** The bot's messages of this form in the chat: the open question, and the message with the menus. */
  readonly questionId: number | null
  readonly menuId: number | null
  readonly updatedAt: Date
}

/** A form as handling an update left it; null data removes it. */
export type FormWrite = Omit<FormState, 'updatedAt'>

export interface FormStore {
  read(key: FormKey): Promise<FormState | null>
  /** Forms that have not changed since an instant. */
  idleSince(before: Date): Promise<FormState[]>
  /**
   * Removes a form and enqueues the deliveries that tell its owner, in one transaction. Returns false, and does
   * nothing, where the form has changed since it was read.
   */
  expire(form: FormState, deliveries: readonly NewDelivery[]): Promise<boolean>
}
