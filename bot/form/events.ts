import type { Conversation } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { BotContext } from '../update/context.ts'
import { commandOf } from '../update/command.ts'
import { isService, repliedTo } from '../update/message.ts'
import type { FormStart } from './draft.ts'

export type FormConversation = Conversation<BotContext>

/** What the owner of a form can do to it. */
export type FormEvent =
  | { readonly kind: 'press'; readonly value: string }
  | { readonly kind: 'cancel'; readonly message: Message }
  | { readonly kind: 'command'; readonly message: Message }
  | { readonly kind: 'message'; readonly message: Message; readonly isReply: boolean }
  /** The owner has edited a message that the form has taken something from. */
  | { readonly kind: 'edit'; readonly message: Message }

/** Which messages concern a form although they do not reply to it. */
export interface Takes {
  plain(message: Message): boolean
  /** Whether the form has taken something from a message, so that its edit counts. */
  editOf(messageId: number): boolean
}

/**
 * Waits for the next update that concerns this form. All others go on to the other handlers. `weight` is what it adds
 * to the form's log, which is stored and replayed with each event, in UTF-16 units.
 */
export async function nextEvent(
  conversation: FormConversation,
  start: FormStart,
  takes: Takes,
): Promise<{ readonly event: FormEvent; readonly weight: number }> {
  const ctx = await conversation.waitUntil((candidate) => read(candidate, start, takes) !== null, {
    next: true,
  })
  const event = read(ctx, start, takes)
  if (!event) throw new Error('The update stopped concerning the form.')
  return { event, weight: JSON.stringify(ctx.update).length }
}

function read(ctx: Context, start: FormStart, takes: Takes): FormEvent | null {
  const data = ctx.callbackQuery?.data
  if (data !== undefined) {
    const [area, id, , ...value] = data.split(':')
    return area === 'f' && id === start.id ? { kind: 'press', value: value.join(':') } : null
  }
  const edited = ctx.editedMessage
  if (edited) return takes.editOf(edited.message_id) ? { kind: 'edit', message: edited } : null
  const message = ctx.message
  if (!message || message.message_id === start.messageId || isService(message)) return null
  const command = commandOf(message, ctx.me.username)
  if (command === 'other-bot') return null
  if (command !== null)
    return command.name === 'cancel' ? { kind: 'cancel', message } : { kind: 'command', message }
  const target = repliedTo(message)
  if (target) return target.from?.id === ctx.me.id ? { kind: 'message', message, isReply: true } : null
  return takes.plain(message) ? { kind: 'message', message, isReply: false } : null
}
