import type { Desk } from '../../../core/desk.ts'
import type { BotContext, BotDeps } from '../../update/context.ts'
import { edit, type Rich } from '../../telegram/calls.ts'
import { classifyTelegramError } from '../../telegram/errors.ts'
import type { FormStart } from './draft.ts'
import type { FormConversation } from './events.ts'

/**
 * What a form shows in its chat: at most one open question, and one message that is edited from the first menu to
 * the ticket's card. All effects of a form go through here, and so through `external`: once, never in a replay.
 */
export interface Screen {
  /** Asks for a text in a reply to one of the person's messages; the question before it goes. */
  ask(question: Rich, placeholder: string, replyTo: number): Promise<void>
  /** Shows a menu in place of the one before it; open questions go. */
  show(menu: Rich, replyTo: number): Promise<void>
  /** Runs something else outside the replay and returns what it returns. */
  run<Result>(task: (outer: BotContext) => Promise<Result>): Promise<Result>
}

/** The screen of one form. */
export function createScreen(conversation: FormConversation, start: FormStart, { desk }: BotDeps): Screen {
  const place = start.threadId === null ? {} : { message_thread_id: start.threadId }

  return {
    run,
    ask: (question, placeholder, replyTo) =>
      run(async (outer) => {
        const { message_id: id } = await outer.api.sendMessage(outer.chatId ?? start.chatId, question.text, {
          ...place,
          entities: question.entities,
          reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
          reply_markup: { force_reply: true, selective: true, input_field_placeholder: placeholder },
        })
        await removeQuestion(outer)
        outer.unit.form.questionId = id
      }),
    show: (menu, replyTo) =>
      run(async (outer) => {
        outer.unit.form.menuId = await editOrSend(outer, menu, replyTo)
        await removeQuestion(outer)
      }),
  }

  /** A library on the way rebuilds errors from JSON; the unit keeps the real one for the inbox. */
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

  async function editOrSend(outer: BotContext, menu: Rich, replyTo: number): Promise<number> {
    const { menuId } = outer.unit.form
    const chatId = outer.chatId ?? start.chatId
    if (menuId !== null && (await edit(outer.api, chatId, menuId, menu))) return menuId
    const sent = await outer.api.sendMessage(chatId, menu.text, {
      ...place,
      entities: menu.entities,
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
      ...(menu.keyboard ? { reply_markup: menu.keyboard } : {}),
    })
    return sent.message_id
  }

  async function removeQuestion(outer: BotContext): Promise<void> {
    const { questionId } = outer.unit.form
    if (questionId === null) return
    await tidyUp(outer, desk, questionId)
    outer.unit.form.questionId = null
  }
}

/** Takes one of the bot's messages away: now, or by the outbox when Telegram has no time for it. */
export async function tidyUp(ctx: BotContext, desk: Desk, messageId: number): Promise<void> {
  const chatId = ctx.chatId
  if (chatId === undefined) return
  try {
    await ctx.api.deleteMessage(chatId, messageId)
  } catch (error) {
    const { kind } = classifyTelegramError(error)
    if (kind === 'rate_limited' || kind === 'transient') await desk.tidyUp.removeMessage(chatId, messageId)
  }
}
