import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { DeskError } from '../../core/foundation/errors.ts'
import type { MessageInput } from '../../core/conversation/append.ts'
import type { Content } from '../../core/tickets/message.ts'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { refusalText } from '../render/refusal.ts'
import { withQuote } from '../update/quote.ts'
import type { Speaker } from '../update/speaker.ts'
import { repliesToBot } from '../quoting/find-quoted.ts'
import { createOnceAnAlbum } from '../quoting/once-an-album.ts'
import { storedIn } from '../quoting/part.ts'
import { say } from '../telegram/send.ts'
import { agentOf } from './agent.ts'
import { askForNote } from './ask-note.ts'
import { commandIn, noteIn } from './note.ts'
import { createSubjectOf, type Subject } from './which-ticket.ts'

/** Kinds of message that people write and the bot can't send on. Others without content are service messages. */
const UNSUPPORTED = [
  'poll',
  'location',
  'venue',
  'contact',
  'dice',
  'game',
  'story',
  'checklist',
  'paid_media',
  'invoice',
  'giveaway',
  'rich_message',
  'live_photo',
] as const satisfies readonly (keyof Message)[]

/** What agents write about tickets: answers, which reach the customer, and notes, which never do. */
export function createStaffMessages(deps: BotDeps): Composer<BotContext> {
  const { desk, read, texts, logger } = deps
  const subjectOf = createSubjectOf(deps)
  const once = createOnceAnAlbum()
  const composer = new Composer<BotContext>()

  composer.on('message', async (ctx) => {
    const { message, speaker } = ctx
    if (!speaker) return
    const subject = await subjectOf(ctx)
    const content = contentOf(message)
    try {
      if (subject && content) await take(ctx, speaker, subject, content)
      else if (subject && UNSUPPORTED.some((kind) => message[kind]))
        await say(ctx, texts.t(ctx.locale, 'staff-unsupported'))
      else if (
        content &&
        commandIn(content.text, ctx.me.username) === 'ours' &&
        noteIn(content, ctx.me.username)
      ) {
        await say(ctx, texts.t(ctx.locale, 'staff-note-where'))
      } else if (content && repliesToBot(ctx) && commandIn(content.text, ctx.me.username) === null) {
        await once(message, () => say(ctx, texts.t(ctx.locale, 'staff-reply-unmatched')))
      }
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, refusalText(texts, ctx.locale, error))
    }
  })
  return composer

  async function take(
    ctx: BotContext,
    speaker: Speaker,
    { ticketNumber, repliedTo }: Subject,
    content: Content,
  ): Promise<void> {
    const isOfTicket = repliedTo?.ticketNumber === ticketNumber && ctx.message
    const replyToId = isOfTicket ? await storedIn(read, ctx.message, repliedTo) : null
    const note = noteIn(content, ctx.me.username) ?? (repliedTo?.role === 'question' ? content : null)
    if (note) return await takeNote(ctx, speaker, ticketNumber, note)
    const command = commandIn(content.text, ctx.me.username)
    if (command === 'another') return
    if (command === 'ours')
      return await say(ctx, texts.t(ctx.locale, 'staff-unknown-command', { help: '/help' }))
    await desk.answer(agentOf(speaker), ticketNumber, { ...(await inputOf(ctx, content)), replyToId })
  }

  async function takeNote(
    ctx: BotContext,
    speaker: Speaker,
    ticketNumber: number,
    note: Content,
  ): Promise<void> {
    if (note.text === '' && note.attachments.length === 0) return await askForNote(ctx, deps, ticketNumber)
    await desk.addNote(agentOf(speaker), ticketNumber, await inputOf(ctx, note))
    try {
      await ctx.react('✍')
    } catch (error) {
      // Some groups forbid reactions, and the note is stored without one.
      logger.debug({ err: error }, 'A reaction was refused.')
    }
  }

  /** Each item of an album says what the album quotes: the first one's line is enough. */
  async function inputOf({ msg }: BotContext, content: Content): Promise<MessageInput> {
    if (!msg) throw new Error('There is no message in this update.')
    const albumId = msg.media_group_id ?? null
    const isLater = albumId !== null && (await read.tickets.ofAlbum(msg.chat.id, albumId)) !== null
    return {
      content: isLater ? content : withQuote(content, msg),
      origin: { kind: 'telegram', chatId: msg.chat.id, messageId: msg.message_id, albumId },
    }
  }
}
