import type { Api } from 'grammy'
import type { User } from 'grammy/types'
import type { BotContext } from '../update/context.ts'
import { classifyTelegramError, ignoreRefusal } from './errors.ts'
import { plain, type Rich } from './rich.ts'
import { replyTarget, type Target, targetOptions } from './target.ts'

/** Sends a text and returns the ID of its message. */
export async function send(api: Api, target: Target, { text, entities, keyboard }: Rich): Promise<number> {
  const sent = await api.sendMessage(target.chatId, text, {
    ...targetOptions(target),
    entities,
    ...(keyboard ? { reply_markup: keyboard } : {}),
  })
  return sent.message_id
}

/** Replies to the message of an update, or to another one of its chat. */
export async function reply(
  ctx: BotContext,
  content: Rich,
  replyTo: number | null = ctx.message?.message_id ?? null,
): Promise<void> {
  try {
    await send(ctx.api, replyTarget(ctx, replyTo), content)
  } catch (error) {
    if (!isClosedTopic(error)) throw error
    await sayElsewhere(ctx, content)
  }
}

/** Replies with a plain sentence. */
export async function say(ctx: BotContext, text: string): Promise<void> {
  await reply(ctx, plain(text))
}

/** Whether a message was refused because the topic it goes to is closed. */
export function isClosedTopic(error: unknown): boolean {
  return classifyTelegramError(error).kind === 'topic_closed'
}

/**
 * Says something to the person whose topic is closed: in the group itself, by name, since a reply would lead back into
 * the topic; where that is closed too, in their private chat. Whoever has not begun one hears nothing.
 */
export async function sayElsewhere(ctx: BotContext, content: Rich): Promise<void> {
  const { chatId, from } = ctx
  if (chatId === undefined) return
  try {
    await send(ctx.api, { chatId, threadId: null, replyTo: null }, from ? addressed(from, content) : content)
  } catch (error) {
    if (!isClosedTopic(error)) throw error
    if (from) await inPrivate(ctx, from.id, content)
  }
}

function addressed({ id, is_bot, first_name }: User, { text, entities, keyboard }: Rich): Rich {
  const name = first_name.trim() || '…'
  const shift = name.length + 1
  return {
    text: `${name}\n${text}`,
    entities: [
      { type: 'text_mention', offset: 0, length: name.length, user: { id, is_bot, first_name } },
      ...entities.map((entity) => ({ ...entity, offset: entity.offset + shift })),
    ],
    ...(keyboard ? { keyboard } : {}),
  }
}

async function inPrivate(ctx: BotContext, chatId: number, content: Rich): Promise<void> {
  try {
    await send(ctx.api, { chatId, threadId: null, replyTo: null }, content)
  } catch (error) {
    ignoreRefusal(error)
  }
}
