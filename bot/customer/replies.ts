import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { DeskError } from '../../core/foundation/errors.ts'
import type { LinkRole, MessageLink } from '../../core/places/place.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { isCommand } from '../update/command.ts'
import { repliedTo } from '../update/message.ts'
import { withQuoteKept, wordsWithQuote } from '../update/quote.ts'
import { createEditedContent } from './edited-file.ts'
import { removeMessage } from '../telegram/remove.ts'
import { findQuoted } from '../quoting/find-quoted.ts'
import { say } from '../telegram/send.ts'
import { memberOf, spaceOfTicket } from '../update/space.ts'
import { NEXT_MESSAGE, stopWaiting } from './next-message.ts'
import { createReadQuoted } from './quoted.ts'
import { sayNoSpace } from './organizations.ts'
import type { TakeMessage } from './take-message.ts'

/** What a ticket was written in, before it was one: people talk about it among themselves. */
const BEFORE: ReadonlySet<LinkRole> = new Set(['title', 'description'])

/** What customers write to their tickets: replies to any message of a ticket, and edits of what they wrote. */
export function createReplies(deps: BotDeps, takeMessage: TakeMessage): Composer<BotContext> {
  const { desk, read, texts } = deps
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

  composer.on('edited_message', async (ctx, next) => {
    const { chat, message_id: messageId } = ctx.editedMessage
    const given = contentOf(ctx.editedMessage)
    const link = await read.links.find(chat.id, messageId)
    if (!given || !ctx.speaker || !link || !(link.role === 'source' || BEFORE.has(link.role)))
      return await next()
    const space = await spaceOfTicket(ctx, deps, link.ticketNumber)
    if (!space) return await sayNoSpace(ctx, deps)
    const actor = memberOf(space, ctx.speaker)
    try {
      await desk.tickets.get(actor, link.ticketNumber)
      const stored = link.storedId === null ? null : await read.tickets.message(link.storedId)
      const content =
        link.role === 'source'
          ? await editedContent(ctx, withQuoteKept(given, ctx.editedMessage, stored))
          : { ...given, text: wordsWithQuote(ctx.editedMessage) }
      await desk.editMessage(actor, { chatId: chat.id, messageId, content })
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, refusalText(texts, ctx.locale, error))
    }
  })
  return composer

  /** The ticket's message that was replied to. What a form shows is no ticket's, and holds nobody up. */
  async function linkOf(ctx: BotContext, message: Message): Promise<MessageLink | null> {
    const { questionId, menuId } = ctx.unit.form
    const target = repliedTo(message)?.message_id
    const isOfForm =
      target === menuId || (target === questionId && ctx.conversation.active(NEXT_MESSAGE) === 0)
    if (target === undefined || isOfForm) return null
    const link = await findQuoted(ctx, deps, createReadQuoted(ctx, deps))
    return link && !BEFORE.has(link.role) ? link : null
  }

  /** The ticket that an earlier item of the same album was written to. */
  async function ticketOfAlbum(message: Message): Promise<number | null> {
    return message.media_group_id === undefined
      ? null
      : await read.tickets.ofAlbum(message.chat.id, message.media_group_id)
  }
}
