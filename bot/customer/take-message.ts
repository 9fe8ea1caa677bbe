import type { Message } from 'grammy/types'
import { DeskError } from '../../core/foundation/errors.ts'
import { attachmentOf, contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { storedIn } from '../quoting/part.ts'
import { say } from '../telegram/send.ts'
import { checkFile } from '../files/check-file.ts'
import { withQuote } from '../update/quote.ts'
import { repliedTo } from '../update/message.ts'
import { memberOf, spaceOfTicket } from '../update/space.ts'
import { sayNoSpace } from './organizations.ts'

/** Returns whether the ticket has the message now. */
export type TakeMessage = (ctx: BotContext, ticketNumber: number) => Promise<boolean>

/** Hands a customer's message to the desk, or replies in one sentence why that can't be done. */
export function createTakeMessage(deps: BotDeps): TakeMessage {
  const { desk, read, texts, logger } = deps
  return async (ctx, ticketNumber) => {
    const { message, speaker, locale } = ctx
    if (!message || !speaker) return false
    const space = await spaceOfTicket(ctx, deps, ticketNumber)
    if (!space) {
      await sayNoSpace(ctx, deps)
      return false
    }
    const content = contentOf(message)
    if (!content) return await refuse(ctx, texts.t(locale, 'reply-unsupported'))
    const file = attachmentOf(message)
    const trouble = file?.kind === 'document' ? await checkFile(ctx.unit, deps, file) : null
    if (file && trouble)
      return await refuse(ctx, texts.t(locale, `form-problem-file-${trouble}`, { name: file.name }))
    try {
      const received = await desk.receiveMessage(memberOf(space, speaker), ticketNumber, {
        content: (await isLaterItem(message)) ? content : withQuote(content, message),
        replyToId: await answered(message, ticketNumber),
        origin: {
          kind: 'telegram',
          chatId: message.chat.id,
          messageId: message.message_id,
          albumId: message.media_group_id ?? null,
        },
      })
      if (received.kind !== 'duplicate' && received.statusChanged) await mark(ctx)
      return true
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      return await refuse(ctx, refusalText(texts, locale, error))
    }
  }

  /** Each item of an album says what the album quotes. */
  async function isLaterItem({ chat, media_group_id: albumId }: Message): Promise<boolean> {
    return albumId !== undefined && (await read.tickets.ofAlbum(chat.id, albumId)) !== null
  }

  /** The message of the same ticket that this one replies to. */
  async function answered(message: Message, ticketNumber: number): Promise<number | null> {
    const target = repliedTo(message)
    const link = target && (await read.links.find(message.chat.id, target.message_id))
    return link?.ticketNumber === ticketNumber ? await storedIn(read, message, link) : null
  }

  async function refuse(ctx: BotContext, reason: string): Promise<false> {
    await say(ctx, reason)
    return false
  }

  /** A reaction says without a message that the ticket's status has changed. Groups may forbid reactions. */
  async function mark(ctx: BotContext): Promise<void> {
    await ctx.react('👍').catch((error: unknown) => logger.debug({ err: error }, 'A reaction was refused.'))
  }
}
