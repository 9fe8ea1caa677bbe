import { Composer } from 'grammy'
import { contentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { plain } from '../telegram/rich.ts'
import { reply } from '../telegram/send.ts'
import { withQuoteKept } from '../update/quote.ts'
import { agentOf } from './agent.ts'
import { commandIn, noteIn } from './note.ts'

/** An edited answer is edited for the customer too. One that is turned into a note stays as it is: it has been read. */
export function createStaffEdits({ desk, read, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on('edited_message', async (ctx) => {
    const { chat, message_id: messageId } = ctx.editedMessage
    const content = contentOf(ctx.editedMessage)
    const link = await read.links.find(chat.id, messageId)
    const stored = link?.storedId && link.role === 'source' ? await read.tickets.message(link.storedId) : null
    if (!content || !stored || !ctx.speaker) return
    const note = noteIn(content, ctx.me.username)
    const isCommand = commandIn(content.text, ctx.me.username) === 'ours'
    if ((note || isCommand) && stored.kind === 'message') {
      await reply(ctx, plain(texts.t(ctx.locale, 'staff-note-too-late')), messageId)
      return
    }
    await desk.editMessage(agentOf(ctx.speaker), {
      chatId: chat.id,
      messageId,
      content: withQuoteKept(note ?? content, ctx.editedMessage, stored),
    })
  })
  return composer
}
