import type { Locale } from '../../../core/people/person.ts'
import type { TelegramFile } from '../../../core/files/attachment.ts'
import type { Category, Priority } from '../../../core/tickets/ticket.ts'
import type { Speaker } from '../../update/speaker.ts'

/** What a form is begun with; it is stored with the form. */
export interface FormStart {
  /** Marks this form's buttons, so that those of an older one do nothing. */
  readonly id: string
  /** Opens no second ticket when an update comes again. */
  readonly requestKey: string
  readonly chatId: number
  readonly threadId: number | null
  readonly speaker: Speaker
  readonly locale: Locale
  readonly organizationId: string
  /** The message with the command. */
  readonly messageId: number
  /** From the message that the command replied to. */
  readonly description: string
  readonly files: readonly FormFile[]
  /** Why that message's file was not taken. */
  readonly problem: string | null
}

export type FormFile = TelegramFile & { readonly albumId: string | null }

/** What has been filled in so far; an empty text is one that is still asked for. */
export interface FormDraft {
  title: string
  description: string
  /** When the description came, if it is so long that Telegram may have cut it in two. Unix seconds. */
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
export function emptyDraft({ description, files }: FormStart): FormDraft {
  return {
    title: '',
    description,
    cutAt: null,
    priority: 'normal',
    category: 'technical',
    files: [...files],
    complete: false,
  }
}

/** Whether a step asks for a text again, in the menu's message. */
export function isAskingAgain(step: Step): boolean {
  return step === 'edit-title' || step === 'edit-description'
}

/** Whether a step asks with a question of its own. */
export function isTextField(step: Step): step is TextField {
  return step === 'title' || step === 'description'
}
