import type { Content } from '../../core/tickets/message.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { say } from '../telegram/calls.ts'
import { checkFile } from '../files/check-file.ts'

/** What an edit says: a document that it put into another's place counts only where it could have been sent. */
export function createEditedContent({ read, texts, apiRoot }: BotDeps) {
  return async (ctx: BotContext, content: Content): Promise<Content> => {
    const message = ctx.editedMessage
    const file = message ? attachmentOf(message) : null
    if (!message || file?.kind !== 'document') return content
    const link = await read.links.find(message.chat.id, message.message_id)
    const stored = link?.storedId ? await read.tickets.message(link.storedId) : null
    if (!stored || stored.attachments.some(({ fileUniqueId }) => fileUniqueId === file.fileUniqueId))
      return content
    const trouble = await checkFile(ctx.api, apiRoot, file)
    if (!trouble) return content
    await say(ctx, texts.t(ctx.locale, `form-problem-file-${trouble}`, { name: file.name }))
    return { ...content, attachments: [] }
  }
}
