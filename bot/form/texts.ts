import type { Message } from 'grammy/types'
import { cleanText, isVisible } from '../../core/foundation/text.ts'
import { joinDescription, rewritePart } from '../../core/tickets/description.ts'
import { DESCRIPTION_MAX, titleSchema } from '../../core/tickets/ticket.ts'
import { wordsOf } from '../update/command.ts'
import { wordsWithQuote } from '../update/quote.ts'
import { descriptionOf, type FormDraft } from './draft.ts'

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

/** Puts a text, or what stands under a file, into the draft as its title. Returns what is wrong with it, or null. */
export function takeTitle(draft: FormDraft, message: Message): Trouble {
  const title = titleSchema.safeParse(message.text ?? message.caption ?? '')
  if (title.success) {
    draft.title = title.data
    draft.titleFrom = message.message_id
    return null
  }
  const isTooLong = title.error.issues.some((issue) => issue.message === 'too_long')
  return isTooLong ? 'form-problem-title-long' : 'form-problem-title-text'
}

/** Puts a text, or a file's caption, into the draft as its description. Returns what is wrong with it, or null. */
export function takeDescription(draft: FormDraft, message: Message): Trouble {
  const text = wordsWithQuote(message)
  const trouble = putTexts(draft, [{ messageId: message.message_id, about: null, text }])
  if (!trouble) draft.cutAt = (message.text ?? '').length >= CUT_TEXT_MIN ? message.date : null
  return trouble
}

/** Whether a message is the rest of a description that Telegram's app has cut. */
export function isRestOfDescription({ cutAt }: FormDraft, message: Message): boolean {
  return cutAt !== null && message.text !== undefined && message.date - cutAt <= CUT_TEXT_SECONDS
}

/** Adds the rest of a description. Returns what is wrong with it, or null. */
export function takeRestOfDescription(draft: FormDraft, message: Message): Trouble {
  const rest = { messageId: message.message_id, about: null, text: (message.text ?? '').trim() }
  const trouble = putTexts(draft, [...draft.texts, rest])
  if (!trouble) draft.cutAt = message.date
  return trouble
}

/** Whether a message has given the draft its title, its description or a file. */
export function isInDraft({ titleFrom, texts, files }: FormDraft, messageId: number): boolean {
  return titleFrom === messageId || [...texts, ...files].some((part) => part.messageId === messageId)
}

/** Takes an edit of such a message. Returns what is wrong with it, or null. */
export function takeEdit(draft: FormDraft, message: Message): Trouble {
  const { message_id: messageId } = message
  if (draft.titleFrom === messageId) return takeTitle(draft, message)
  if (draft.texts.some((part) => part.messageId === messageId))
    return putTexts(draft, rewritePart(draft.texts, messageId, wordsWithQuote(message)))
  const caption = cleanText(wordsOf(message)).trim()
  const files = draft.files.map((file) => (file.messageId === messageId ? { ...file, caption } : file))
  if (descriptionOf({ ...draft, files }).length > DESCRIPTION_MAX) return 'form-problem-description-long'
  draft.files = files
  return null
}

/** Sets what the description consists of apart from captions. Returns what is wrong with it, or null. */
function putTexts(draft: FormDraft, given: FormDraft['texts']): Trouble {
  const texts = given.map((part) => ({ ...part, text: cleanText(part.text).trim() }))
  if (!isVisible(joinDescription(texts))) return 'form-problem-description-text'
  if (descriptionOf({ ...draft, texts }).length > DESCRIPTION_MAX) return 'form-problem-description-long'
  draft.texts = texts
  return null
}
