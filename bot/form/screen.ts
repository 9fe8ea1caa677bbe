import type { BotContext, BotDeps } from '../update/context.ts'
import { ask } from '../telegram/ask.ts'
import { edit } from '../telegram/edit.ts'
import { removeMessage } from '../telegram/remove.ts'
import type { Rich, RichText } from '../telegram/rich.ts'
import { send } from '../telegram/send.ts'
import type { Target } from '../telegram/target.ts'
import type { FormStart } from './draft.ts'
import type { FormConversation } from './events.ts'

/**
 * What a form shows in its chat: at most one open question, and one message that is edited from the first menu to
 * the ticket's card. Every effect of a form goes through here, and so through `external`: the library replays a form
 * with each update, and an effect must happen once.
 */
export interface Screen {
  /** Asks for a text in a reply to one of the person's messages, and removes the question before it. */
  ask(question: RichText, placeholder: string, replyTo: number): Promise<void>
  /** Shows a menu instead of the one before it, and removes an open question. */
  show(menu: Rich, replyTo: number): Promise<void>
  /** Runs a task outside the replay and returns its result. */
  run<Result>(task: (outer: BotContext) => Promise<Result>): Promise<Result>
}

/** The screen of one form. */
export function createScreen(conversation: FormConversation, start: FormStart, { desk }: BotDeps): Screen {
  return {
    run,
    ask: (question, placeholder, replyTo) =>
      run(async (outer) => {
        const id = await ask(outer.api, targetOf(outer, replyTo), question, placeholder)
        await removeQuestion(outer)
        outer.unit.form.questionId = id
      }),
    show: (menu, replyTo) =>
      run(async (outer) => {
        outer.unit.form.menuId = await editOrSend(outer, menu, replyTo)
        await removeQuestion(outer)
      }),
  }

  /** The library rebuilds errors from JSON; the unit keeps the one that was thrown, for the inbox. */
  function run<Result>(task: (outer: BotContext) => Promise<Result>): Promise<Result> {
    return conversation.external(async (outer) => {
      try {
        return await task(outer)
      } catch (error) {
        outer.unit.error = error
        throw error
      }
    })
  }

  function targetOf(outer: BotContext, replyTo: number): Target {
    return { chatId: outer.chatId ?? start.chatId, threadId: start.threadId, replyTo }
  }

  async function editOrSend(outer: BotContext, menu: Rich, replyTo: number): Promise<number> {
    const { menuId } = outer.unit.form
    const target = targetOf(outer, replyTo)
    if (menuId !== null && (await edit(outer.api, target.chatId, menuId, menu))) return menuId
    return await send(outer.api, target, menu)
  }

  async function removeQuestion(outer: BotContext): Promise<void> {
    const { questionId } = outer.unit.form
    if (questionId === null) return
    await removeMessage(outer, desk, questionId)
    outer.unit.form.questionId = null
  }
}
