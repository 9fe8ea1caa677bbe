import type { Update } from 'grammy/types'
import type { FormKey, FormWrite } from '../../core/doorways/forms.ts'

/** What handling one update changes in the bot's own state. It is written together with the update's done mark. */
export interface Unit {
  readonly forms: Map<string, FormWrite>
  /** The form's open question and its menu message in the chat, of whoever caused the update. */
  readonly form: { questionId: number | null; menuId: number | null }
  /** Aborts the calls to Telegram when handling the update takes too long. */
  readonly signal: AbortSignal
  /** Does what may take its time, such as fetching a file. Meanwhile no limit runs, and the update takes nobody's place. */
  readonly wait: Wait
  /** Attempts at the update that have failed. */
  readonly attempts: number
  /** What was thrown inside a conversation: the library rebuilds errors from JSON and so loses their class. */
  error: unknown
}

export type Wait = <T>(act: (stopped: AbortSignal) => Promise<T>) => Promise<T>

const units = new WeakMap<Update, Unit>()

/** Creates the unit of an update that is about to be handled. */
export function openUnit(update: Update, signal: AbortSignal, wait: Wait, attempts: number): Unit {
  const form = { questionId: null, menuId: null }
  const unit: Unit = { forms: new Map(), form, signal, wait, attempts, error: undefined }
  units.set(update, unit)
  return unit
}

/** The unit of an update that is being handled. Throws for one that did not come through the inbox. */
export function unitOf(update: Update): Unit {
  const unit = units.get(update)
  if (!unit) throw new Error(`Update ${update.update_id} has no unit: it did not come through the inbox.`)
  return unit
}

/** A form's key as text. */
export function formKeyText(key: FormKey): string {
  return `${key.chatId}:${key.threadId}:${key.ownerId}`
}
