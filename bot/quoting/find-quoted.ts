import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { pause } from '../telegram/signal.ts'
import { repliedTo } from '../update/message.ts'

/** Telegram may be slow to answer a call whose message people see already. */
const WAIT_MS = 10_000

/** What one of the bot's messages is by what it says, where it is not known by its id. */
export type ReadQuoted = (message: Message) => Promise<Pick<MessageLink, 'ticketNumber' | 'role'> | null>

/** Waits until what is being sent to an update's chat has been noted, within bounds. */
export async function untilNoted({ chatId }: BotContext, { underWay }: BotDeps): Promise<void> {
  if (chatId === undefined) return
  const over = new AbortController()
  await Promise.race([underWay.noted(chatId), pause(WAIT_MS, over.signal)])
  over.abort()
}

/**
 * The link of the message that somebody replied to. A message of the bot's may be on the screens before it is noted
 * whose it is, and where Telegram's answer was lost it never is: then its words tell.
 */
export async function findQuoted(
  ctx: BotContext,
  deps: BotDeps,
  readQuoted: ReadQuoted,
): Promise<MessageLink | null> {
  const target = ctx.message && repliedTo(ctx.message)
  if (!target || ctx.chatId === undefined) return null
  const { chatId } = ctx
  const { message_id: messageId } = target
  const known = await deps.read.links.find(chatId, messageId)
  if (known || target.from?.id !== ctx.me.id) return known
  await untilNoted(ctx, deps)
  const noted = await deps.read.links.find(chatId, messageId)
  if (noted) return noted
  const told = await readQuoted(target)
  return told && { ...told, chatId, messageId, storedId: null }
}

/** Whether a message replies to one of the bot's. */
export function repliesToBot({ me, message }: BotContext): boolean {
  return message !== undefined && repliedTo(message)?.from?.id === me.id
}
