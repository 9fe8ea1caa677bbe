import type { Context } from 'grammy'
import type { Desk } from '../../core/desk.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext } from '../update/context.ts'
import { isCommand, repliedTo } from '../update/message.ts'
import type { FormConversation } from './form/events.ts'
import { tidyUp } from './form/screen.ts'
import type { TakeMessage } from './take-message.ts'

export const ANSWER = 'answer-ticket'

export interface AnswerStart {
  readonly number: number
}

/**
 * After «پاسخ»: the person's next plain message counts as the answer where the bot can see it. A reply to the
 * question needs none of this; it finds its ticket by the question's link.
 */
export function createAnswerForm(takeMessage: TakeMessage, desk: Desk) {
  return async function answerForm(
    conversation: FormConversation,
    _ctx: Context,
    { number }: AnswerStart,
  ): Promise<void> {
    let taken = false
    while (!taken) {
      await conversation.waitUntil(isPlainAnswer, { next: true })
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

function isPlainAnswer({ message }: Context): boolean {
  return message !== undefined && !isCommand(message) && !repliedTo(message) && contentOf(message) !== null
}

/** Waits for an answer, unless the person is filling in a form: then only a reply to the question counts. */
export async function awaitAnswer(ctx: BotContext, start: AnswerStart, questionId: number): Promise<void> {
  if (Object.keys(ctx.conversation.active()).some((form) => form !== ANSWER)) return
  await ctx.conversation.exit(ANSWER)
  ctx.unit.form.questionId = questionId
  await ctx.conversation.enter(ANSWER, start)
}

/** Ends the wait for an answer, if there is one, and takes its question away. Answers whether there was. */
export async function forgetQuestion(ctx: BotContext, desk: Desk): Promise<boolean> {
  if (ctx.conversation.active(ANSWER) === 0) return false
  await ctx.conversation.exit(ANSWER)
  await removeQuestion(ctx, desk)
  return true
}

async function removeQuestion(ctx: BotContext, desk: Desk): Promise<void> {
  const { questionId } = ctx.unit.form
  if (questionId !== null) await tidyUp(ctx, desk, questionId)
  ctx.unit.form.questionId = null
}
