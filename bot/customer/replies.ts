import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { contentOf } from '../content.ts'
import type { BotContext, BotDeps } from '../context.ts'
import { isCommand, repliedTo } from '../place.ts'
import { forgetQuestion } from './answer.ts'
import type { TakeMessage } from './take-message.ts'

/** What customers write to their tickets: replies to any of a ticket's messages, and edits of them. */
export function createReplies({ desk, stores }: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on('message', async (ctx, next) => {
    const number = ctx.speaker && !isCommand(ctx.message) ? await ticketOf(ctx.message) : null
    if (number === null) return await next()
    await takeMessage(ctx, number)
    await forgetQuestion(ctx, stores.outbox)
  })

  composer.on('edited_message', async (ctx) => {
    const content = contentOf(ctx.editedMessage)
    if (content)
      await desk.editMessage({ chatId: ctx.chat.id, messageId: ctx.editedMessage.message_id, content })
  })
  return composer

  /** The ticket a message is about: by what it replies to, or by an item of the same album that came before it. */
  async function ticketOf(message: Message): Promise<number | null> {
    const target = repliedTo(message)
    const link = target && (await stores.links.find(message.chat.id, target.message_id))
    if (link) return link.ticketNumber
    return message.media_group_id === undefined
      ? null
      : await stores.tickets.ofAlbum(message.chat.id, message.media_group_id)
  }
}
