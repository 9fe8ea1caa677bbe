import type { Conversation } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { Desk } from '../../core/desk.ts'
import { removeMessage } from '../telegram/remove.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext } from '../update/context.ts'
import { isCommand } from '../update/command.ts'
import { repliedTo } from '../update/message.ts'
import type { TakeMessage } from './take-message.ts'

/** The name under which waits are stored; with another one, those that are under way would be lost. */
export const NEXT_MESSAGE = 'answer-ticket'

export interface NextMessageStart {
  /** The ticket that the message is for. */
  readonly number: number
}

/**
 * The conversation behind the reply button of a card: the person's next plain message goes to the ticket, where the bot
 * can see it. A reply to the question needs no wait, since it finds its ticket by the question's link.
 */
export function createNextMessage(takeMessage: TakeMessage, desk: Desk) {
  return async function nextMessage(
    conversation: Conversation<BotContext>,
    _ctx: Context,
    { number }: NextMessageStart,
  ): Promise<void> {
    let taken = false
    while (!taken) {
      await conversation.waitUntil(isPlainMessage, { next: true })
      taken = await conversation.external(take)
    }

    async function take(outer: BotContext): Promise<boolean> {
      try {
        const done = await takeMessage(outer, number)
        if (done) await removeQuestion(outer, desk)
        return done
      } catch (error) {
        outer.unit.error = error
        throw error
      }
    }
  }
}

function isPlainMessage({ message }: Context): boolean {
  return message !== undefined && !isCommand(message) && !repliedTo(message) && contentOf(message) !== null
}

/** Waits for the person's next message; one who is filling in a form has to reply to the question instead. */
export async function waitForMessage(
  ctx: BotContext,
  start: NextMessageStart,
  questionId: number,
): Promise<void> {
  if (Object.keys(ctx.conversation.active()).some((name) => name !== NEXT_MESSAGE)) return
  await ctx.conversation.exit(NEXT_MESSAGE)
  ctx.unit.form.questionId = questionId
  await ctx.conversation.enter(NEXT_MESSAGE, start)
}

/** Ends the wait for a message and removes its question; false when there was no wait. */
export async function stopWaiting(ctx: BotContext, desk: Desk): Promise<boolean> {
  if (ctx.conversation.active(NEXT_MESSAGE) === 0) return false
  await ctx.conversation.exit(NEXT_MESSAGE)
  await removeQuestion(ctx, desk)
  return true
}

async function removeQuestion(ctx: BotContext, desk: Desk): Promise<void> {
  const { questionId } = ctx.unit.form
  if (questionId !== null) await removeMessage(ctx, desk, questionId)
  ctx.unit.form.questionId = null
}
