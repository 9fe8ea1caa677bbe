import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { isCommand, repliedTo } from '../update/message.ts'
import { createEditedContent } from './edited-file.ts'
import { removeMessage } from '../telegram/remove.ts'
import { findQuoted } from '../quoting/find-quoted.ts'
import { spaceOfTicket } from '../update/space.ts'
import { NEXT_MESSAGE, stopWaiting } from './next-message.ts'
import { createReadQuoted } from './quoted.ts'
import { sayNoSpace } from './organizations.ts'
import type { TakeMessage } from './take-message.ts'

/** What customers write to their tickets: replies to any message of a ticket, and edits of what they wrote. */
export function createReplies(deps: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const { desk, read } = deps
  const editedContent = createEditedContent(deps)
  const composer = new Composer<BotContext>()

  composer.on('message', async (ctx, next) => {
    if (!ctx.speaker || isCommand(ctx.message)) return await next()
    const link = await linkOf(ctx, ctx.message)
    const number = link?.ticketNumber ?? (await ticketOfAlbum(ctx.message))
    if (number === null) return await next()
    if (!(await takeMessage(ctx, number))) return
    const waited = await stopWaiting(ctx, desk)
    // While a form was open, the question was asked without a wait.
    if (!waited && link?.role === 'question') await removeMessage(ctx, desk, link.messageId)
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

  /** The link of the message that was replied to. What a form shows is no ticket's, and holds nobody up. */
  async function linkOf(ctx: BotContext, message: Message): Promise<MessageLink | null> {
    const { questionId, menuId } = ctx.unit.form
    const target = repliedTo(message)?.message_id
    const isOfForm =
      target === menuId || (target === questionId && ctx.conversation.active(NEXT_MESSAGE) === 0)
    if (target === undefined || isOfForm) return null
    return await findQuoted(ctx, deps, createReadQuoted(ctx, deps))
  }

  /** The ticket that an earlier item of the same album was written to. */
  async function ticketOfAlbum(message: Message): Promise<number | null> {
    return message.media_group_id === undefined
      ? null
      : await read.tickets.ofAlbum(message.chat.id, message.media_group_id)
  }
}
