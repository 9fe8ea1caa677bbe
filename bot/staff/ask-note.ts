import type { User } from 'grammy/types'
import { formatReference } from '../../core/tickets/ticket.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { shownName } from '../render/people.ts'
import { rich } from '../render/rich.ts'
import { answerOptions } from '../telegram/calls.ts'

/** Asks for a note's text. A press has no message to reply to: naming the agent opens the reply box for them alone. */
export async function askForNote(
  ctx: BotContext,
  { desk, texts }: BotDeps,
  ticketNumber: number,
): Promise<void> {
  const { chatId, from, locale } = ctx
  if (chatId === undefined || !from) return
  const name = shownName(texts, locale, from.first_name)
  const question = rich(
    {
      text: name,
      entities: [{ type: 'text_mention', offset: 0, length: name.length, user: personOf(from) }],
    },
    '\n',
    texts.t(locale, 'staff-note-question', { ref: formatReference(ticketNumber) }),
  )
  const { message_id: messageId } = await ctx.api.sendMessage(chatId, question.text, {
    ...answerOptions(ctx, ctx.msgId),
    entities: question.entities,
    reply_markup: {
      force_reply: true,
      selective: true,
      input_field_placeholder: texts.t(locale, 'staff-note-question-placeholder'),
    },
  })
  await desk.places.link([{ chatId, messageId, ticketNumber, storedId: null, role: 'question' }])
}

/** Telegram needs no more to know whom a mention means. */
function personOf({ id, is_bot, first_name }: User): User {
  return { id, is_bot, first_name }
}
