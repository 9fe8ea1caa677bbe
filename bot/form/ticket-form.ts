import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import { CATEGORIES, PRIORITIES } from '../../core/tickets/ticket.ts'
import { wordsOf } from '../update/command.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotDeps } from '../update/context.ts'
import { acknowledge } from '../telegram/press.ts'
import { plain } from '../telegram/rich.ts'
import {
  type FormText,
  isInDraft,
  isRestOfDescription,
  takeDescription,
  takeEdit,
  takeRestOfDescription,
  takeTitle,
} from './texts.ts'
import {
  emptyDraft,
  type FormStart,
  isAskingAgain,
  isTextField,
  type MenuStep,
  type Step,
  type TextField,
} from './draft.ts'
import { type FormConversation, type FormEvent, nextEvent } from './events.ts'
import { createFileTray } from './file-tray.ts'
import { createFormPages } from './pages.ts'
import { createScreen } from './screen.ts'
import { submit } from './submit.ts'

/** What the log of a form may hold, in UTF-16 units: some two hundred presses, or as much as fifty long texts. */
const LOG_MAX = 256 * 1024

/** Where an event leads: to another step, to the same one with what was wrong, nowhere, or to the end. */
type Turn = { readonly step: Step; readonly problem?: string | null } | 'nothing' | 'end'

/** The conversation behind `/create_ticket`: it fills in a draft step by step and opens one ticket with it. */
export function createTicketForm(deps: BotDeps) {
  return async function ticketForm(
    conversation: FormConversation,
    _ctx: Context,
    start: FormStart,
  ): Promise<void> {
    const pages = createFormPages(deps.texts, start)
    const screen = createScreen(conversation, start, deps)
    const draft = emptyDraft(start)
    const tray = createFileTray(draft, screen, deps, start.locale)
    const say = (key: FormText) => deps.texts.t(start.locale, key)
    let step: Step = 'title'
    let last = start.messageId
    let room = LOG_MAX

    await present(start.problem)
    for (;;) {
      const { event, weight } = await nextEvent(conversation, start, {
        plain: takesPlain,
        editOf: (messageId) => isInDraft(draft, messageId),
      })
      if (event.kind !== 'press' && event.kind !== 'edit') last = event.message.message_id
      room -= weight
      const turn = room < 0 ? await giveUp(event) : await take(event)
      if (turn === 'end') return
      if (turn === 'nothing') continue
      step = turn.step
      await present(turn.problem ?? null)
    }

    /** A message that replies to nothing counts only where a text or a file is asked for: people chat in between. */
    function takesPlain(message: Message): boolean {
      if (tray.knowsAlbumOf(message)) return true
      if (step === 'files') return attachmentOf(message) !== null
      return isTextField(step) || isAskingAgain(step) || continuesDescription(message)
    }

    function continuesDescription(message: Message): boolean {
      return step === 'priority' && isRestOfDescription(draft, message)
    }

    async function present(problem: string | null): Promise<void> {
      if (isTextField(step)) await screen.ask(pages.question(step, problem), pages.placeholder(step), last)
      else if (step === 'edit-title') await screen.show(pages.again('title', draft, problem), last)
      else if (step === 'edit-description')
        await screen.show(pages.again('description', draft, problem), last)
      else await screen.show(pages.menu(step, draft, problem), last)
    }

    async function take(event: FormEvent): Promise<Turn> {
      switch (event.kind) {
        case 'command':
          return { step, problem: say('form-problem-command') }
        case 'cancel':
          return await cancel()
        case 'press':
          await screen.run((outer) => acknowledge(outer))
          return await press(event.value)
        case 'message':
          return await takeMessage(event.message)
        case 'edit':
          return edited(event.message)
      }
    }

    async function cancel(): Promise<Turn> {
      await screen.show(plain(say('form-cancelled')), last)
      return 'end'
    }

    /** Nobody needs as long for a ticket. */
    async function giveUp(event: FormEvent): Promise<Turn> {
      if (event.kind === 'press') await screen.run((outer) => acknowledge(outer))
      await screen.show(plain(say('form-too-long')), last)
      return 'end'
    }

    async function takeMessage(received: Message): Promise<Turn> {
      if (tray.knowsAlbumOf(received)) return await file(received)
      if (step === 'title' || step === 'edit-title') return text('title', received)
      if (step === 'description' || step === 'edit-description') return await text('description', received)
      if (continuesDescription(received)) return restOfDescription(received)
      if (step === 'files') return await file(received)
      return { step, problem: say('form-problem-use-buttons') }
    }

    async function text(field: TextField, received: Message): Promise<Turn> {
      const trouble = field === 'title' ? takeTitle(draft, received) : takeDescription(draft, received)
      if (trouble) return { step, problem: say(trouble) }
      if (attachmentOf(received)) {
        const problem = await tray.add(received, '')
        if (problem !== null) return { step, problem }
      }
      if (draft.complete) return { step: 'summary' }
      return { step: field === 'title' && draft.texts.length === 0 ? 'description' : 'priority' }
    }

    function restOfDescription(received: Message): Turn {
      const trouble = takeRestOfDescription(draft, received)
      return trouble ? { step: 'edit-description', problem: say(trouble) } : 'nothing'
    }

    /** Only the summary shows what was edited; another step asks on as it did. */
    function edited(received: Message): Turn {
      const trouble = takeEdit(draft, received)
      if (trouble) return { step, problem: say(trouble) }
      return step === 'summary' ? { step } : 'nothing'
    }

    /** The later items of an album come while something else may be asked for already. */
    async function file(received: Message): Promise<Turn> {
      if (!attachmentOf(received)) return { step, problem: say('form-problem-no-file') }
      const before = draft.files.length
      const problem = await tray.add(received, wordsOf(received))
      if (problem !== null) return { step, problem }
      const isShown = draft.files.length > before && !isTextField(step) && !isAskingAgain(step)
      return isShown ? { step } : 'nothing'
    }

    async function press(value: string): Promise<Turn> {
      const [action = '', choice = ''] = value.split(':')
      switch (action) {
        case 'priority':
          if (isAskingAgain(step)) return 'nothing'
          draft.priority = PRIORITIES.find((priority) => priority === choice) ?? draft.priority
          return { step: draft.complete ? 'summary' : 'category' }
        case 'category':
          if (isAskingAgain(step)) return 'nothing'
          draft.category = CATEGORIES.find((category) => category === choice) ?? draft.category
          return { step: draft.complete ? 'summary' : 'files' }
        case 'go':
          return go(choice)
        case 'drop-files':
          draft.files = []
          return { step: 'files' }
        case 'submit':
          return draft.complete ? await end() : { step }
        case 'cancel':
          return await cancel()
        default:
          return 'nothing'
      }
    }

    /** A slow screen may still show the buttons of a former menu: only steps that are open now count. */
    function go(target: string): Turn {
      if (target === 'summary' && (step === 'files' || draft.complete)) {
        draft.complete = true
        return { step: 'summary' }
      }
      const open: readonly string[] = [
        'edit',
        'edit-title',
        'edit-description',
        'priority',
        'category',
        'files',
      ]
      return draft.complete && open.includes(target) ? { step: target as MenuStep } : 'nothing'
    }

    async function end(): Promise<Turn> {
      await screen.run((outer) => submit(outer, deps, start, draft))
      return 'end'
    }
  }
}
