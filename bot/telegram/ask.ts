import type { Api } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import type { RichText } from './rich.ts'
import { replyTarget, type Target, targetOptions } from './target.ts'

/**
 * Asks one person for a text and returns the ID of the question. It opens the reply box for them alone: for the author
 * of the message it replies to, or for whom it names (ForceReply, `selective`).
 */
export async function ask(
  api: Api,
  target: Target,
  { text, entities }: RichText,
  placeholder: string,
): Promise<number> {
  const sent = await api.sendMessage(target.chatId, text, {
    ...targetOptions(target),
    entities,
    reply_markup: { force_reply: true, selective: true, input_field_placeholder: placeholder },
  })
  return sent.message_id
}

/** Asks for a text about a ticket; a reply to the question finds the ticket by its link. */
export async function askAboutTicket(
  ctx: BotContext,
  { desk, underWay }: Pick<BotDeps, 'desk' | 'underWay'>,
  ticketNumber: number,
  question: RichText,
  placeholder: string,
): Promise<number> {
  const target = replyTarget(ctx, ctx.msgId ?? null)
  const { chatId } = target
  const noted = underWay.begin(chatId)
  try {
    const messageId = await ask(ctx.api, target, question, placeholder)
    await desk.places.link([{ chatId, messageId, ticketNumber, storedId: null, role: 'question' }])
    return messageId
  } finally {
    noted()
  }
}
