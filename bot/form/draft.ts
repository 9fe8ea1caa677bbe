import type { Locale } from '../../core/people/person.ts'
import type { TelegramFile } from '../../core/files/attachment.ts'
import { type DescriptionPart, joinDescription } from '../../core/tickets/description.ts'
import type { Category, Priority } from '../../core/tickets/ticket.ts'
import type { Speaker } from '../update/speaker.ts'

/** The name under which forms are stored. */
export const TICKET_FORM = 'create-ticket'

/** What a form is begun with; it is stored with the form. */
export interface FormStart {
  /** Stands in the form's buttons, so that those of a former one do nothing. */
  readonly id: string
  /** Under which the ticket is opened, so that a repeated update opens no second one. */
  readonly requestKey: string
  readonly chatId: number
  readonly threadId: number | null
  readonly speaker: Speaker
  readonly locale: Locale
  readonly organizationId: string
  /** The message with the command. */
  readonly messageId: number
  /** What follows the command, and the text of the message that it replied to. */
  readonly texts: readonly DescriptionPart[]
  readonly files: readonly FormFile[]
  /** Why a file was not taken. */
  readonly problem: string | null
}

/** A file, and the words under it where they are about it. */
export type FormFile = TelegramFile & {
  readonly albumId: string | null
  readonly messageId: number
  readonly caption: string
}

/** What has been filled in so far. An empty text has not been given yet. */
export interface FormDraft {
  title: string
  /** The message that the title was written in. */
  titleFrom: number | null
  /** What the description was written in: one message, or as many as Telegram has cut it into. */
  texts: DescriptionPart[]
  /** When the description came, in Unix seconds, if it is so long that Telegram may have cut it in two. */
  cutAt: number | null
  priority: Priority
  category: Category
  files: FormFile[]
  /** Whether every step has been passed: from then on each edit leads back to the summary. */
  complete: boolean
}

export type TextField = 'title' | 'description'
export type MenuStep = 'priority' | 'category' | 'files' | 'summary' | 'edit'
export type Step = TextField | MenuStep | 'edit-title' | 'edit-description'

/** The draft a form begins with. */
export function emptyDraft({ texts, files }: FormStart): FormDraft {
  return {
    title: '',
    titleFrom: null,
    texts: [...texts],
    cutAt: null,
    priority: 'normal',
    category: 'technical',
    files: [...files],
    complete: false,
  }
}

/** All that the description consists of: its texts, then what stands under the files. */
export function partsOf({ texts, files }: Pick<FormDraft, 'texts' | 'files'>): DescriptionPart[] {
  const own = new Set(texts.map(({ messageId }) => messageId))
  const captions = files
    .filter(({ messageId }) => !own.has(messageId))
    .map(({ messageId, kind, name, caption }) => ({
      messageId,
      about: kind === 'document' ? name : null,
      text: caption,
    }))
  return [...texts, ...captions]
}

/** The description with what stands under the files. */
export function descriptionOf(draft: Pick<FormDraft, 'texts' | 'files'>): string {
  return joinDescription(partsOf(draft))
}

/** Whether a step asks for a text again: in the menu's message. */
export function isAskingAgain(step: Step): boolean {
  return step === 'edit-title' || step === 'edit-description'
}

/** Whether a step asks for a text in a message of its own. */
export function isTextField(step: Step): step is TextField {
  return step === 'title' || step === 'description'
}
