import type { Message } from 'grammy/types'
import { DESCRIPTION_MAX, descriptionSchema, titleSchema } from '../../core/tickets/ticket.ts'
import type { FormDraft } from './draft.ts'

/** Telegram's apps cut a text of over 4096 characters after a word and send the rest within a second or so. */
const CUT_TEXT_MIN = 3_000
const CUT_TEXT_SECONDS = 3

/** The sentences of a form that need no values. */
export type FormText =
  | 'form-cancelled'
  | 'form-too-long'
  | 'form-problem-command'
  | 'form-problem-title-text'
  | 'form-problem-title-long'
  | 'form-problem-description-text'
  | 'form-problem-description-long'
  | 'form-problem-use-buttons'
  | 'form-problem-no-file'
type Trouble = FormText | null

/** Puts a title into the draft. Returns what is wrong with it, or null. */
export function takeTitle(draft: FormDraft, message: Message): Trouble {
  if (message.text === undefined) return 'form-problem-title-text'
  const title = titleSchema.safeParse(message.text)
  if (title.success) {
    draft.title = title.data
    return null
  }
  return title.error.issues.some((issue) => issue.message === 'too_long')
    ? 'form-problem-title-long'
    : 'form-problem-title-text'
}

/** Puts a text, or a file's caption, into the draft as its description. Returns what is wrong with it, or null. */
export function takeDescription(draft: FormDraft, message: Message): Trouble {
  const text = message.text ?? message.caption
  if (text === undefined) return 'form-problem-description-text'
  const description = descriptionSchema.safeParse(text)
  if (description.success) {
    draft.description = description.data
    draft.cutAt = text.length >= CUT_TEXT_MIN ? message.date : null
    return null
  }
  return description.error.issues.some((issue) => issue.message === 'too_long')
    ? 'form-problem-description-long'
    : 'form-problem-description-text'
}

/** The description joined with its rest, which Telegram's app sent as another message; null when this is no such rest. */
export function takeRestOfDescription(
  draft: FormDraft,
  message: Message,
): { readonly description: string; readonly cutAt: number } | 'too_long' | null {
  if (draft.cutAt === null || message.text === undefined || message.date - draft.cutAt > CUT_TEXT_SECONDS)
    return null
  const description = `${draft.description}\n${message.text.trim()}`
  return description.length > DESCRIPTION_MAX ? 'too_long' : { description, cutAt: message.date }
}
