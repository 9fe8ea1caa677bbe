import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { isCommand, repliedTo } from '../update/message.ts'
import { createEditedContent } from './edited-file.ts'
import { forgetQuestion } from './answer.ts'
import { tidyUp } from './form/screen.ts'
import { sayNoSpace } from './organizations.ts'
import { spaceOfTicket } from './space.ts'
import type { TakeMessage } from './take-message.ts'

/** What customers write to their tickets: replies to any of a ticket's messages, and edits of them. */
export function createReplies(deps: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const { desk, read } = deps
  const editedContent = createEditedContent(deps)
  const composer = new Composer<BotContext>()

  composer.on('message', async (ctx, next) => {
    const link = await linkOf(ctx.message)
    const number = link?.ticketNumber ?? (await ticketOfAlbum(ctx.message))
    if (number === null || !ctx.speaker || isCommand(ctx.message)) return await next()
    if (!(await takeMessage(ctx, number))) return
    const forgotten = await forgetQuestion(ctx, desk)
    // A question asked while a form was open is nobody's wait.
    if (!forgotten && link?.role === 'question') await tidyUp(ctx, desk, link.messageId)
  })

  composer.on('edited_message', async (ctx) => {
    const given = contentOf(ctx.editedMessage)
    if (!given) return
    if (ctx.chat.type === 'private') {
      const link = await read.links.find(ctx.chat.id, ctx.editedMessage.message_id)
      if (link && !(await spaceOfTicket(ctx, deps, link.ticketNumber))) return await sayNoSpace(ctx, deps)
    }
    const content = await editedContent(ctx, given)
    await desk.editMessage({ chatId: ctx.chat.id, messageId: ctx.editedMessage.message_id, content })
  })
  return composer

  /** What ties the message that was replied to to a ticket. */
  async function linkOf(message: Message): Promise<MessageLink | null> {
    const target = repliedTo(message)
    return target && (await read.links.find(message.chat.id, target.message_id))
  }

  /** The ticket that an item of the same album was written to before. */
  async function ticketOfAlbum(message: Message): Promise<number | null> {
    return message.media_group_id === undefined
      ? null
      : await read.tickets.ofAlbum(message.chat.id, message.media_group_id)
  }
}
