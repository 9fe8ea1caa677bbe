import type { Conversation } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { BotContext } from '../update/context.ts'
import { isService, repliedTo } from '../update/message.ts'
import type { FormStart } from './draft.ts'

export type FormConversation = Conversation<BotContext>

/** What the owner of a form can do to it. */
export type FormEvent =
  | { readonly kind: 'press'; readonly value: string }
  | { readonly kind: 'cancel'; readonly message: Message }
  | { readonly kind: 'command'; readonly message: Message }
  | { readonly kind: 'message'; readonly message: Message; readonly isReply: boolean }

/**
 * Waits for the next update that concerns this form. All others go on to the other handlers. `weight` is what it adds
 * to the form's log, which is stored and replayed with each event, in UTF-16 units.
 */
export async function nextEvent(
  conversation: FormConversation,
  start: FormStart,
  /** Whether a message counts although it does not reply to the form. */
  takesPlain: (message: Message) => boolean,
): Promise<{ readonly event: FormEvent; readonly weight: number }> {
  const ctx = await conversation.waitUntil((candidate) => read(candidate, start, takesPlain) !== null, {
    next: true,
  })
  const event = read(ctx, start, takesPlain)
  if (!event) throw new Error('The update stopped concerning the form.')
  return { event, weight: JSON.stringify(ctx.update).length }
}

function read(ctx: Context, start: FormStart, takesPlain: (message: Message) => boolean): FormEvent | null {
  const data = ctx.callbackQuery?.data
  if (data !== undefined) {
    const [area, id, , ...value] = data.split(':')
    return area === 'f' && id === start.id ? { kind: 'press', value: value.join(':') } : null
  }
  const message = ctx.message
  if (!message || message.message_id === start.messageId || isService(message)) return null
  const command = commandIn(message, ctx.me.username)
  if (command === 'other-bot') return null
  if (command !== null)
    return command === 'cancel' ? { kind: 'cancel', message } : { kind: 'command', message }
  const target = repliedTo(message)
  if (target) return target.from?.id === ctx.me.id ? { kind: 'message', message, isReply: true } : null
  return takesPlain(message) ? { kind: 'message', message, isReply: false } : null
}

/** The name of the command a message begins with; `other-bot` when it is for another bot, null for no command. */
function commandIn(message: Message, username: string): string | null {
  const entity = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!entity || message.text === undefined) return null
  const [name = '', addressee] = message.text.slice(1, entity.length).split('@')
  return addressee !== undefined && addressee.toLowerCase() !== username.toLowerCase() ? 'other-bot' : name
}
