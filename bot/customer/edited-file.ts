import type { Content } from '../../core/tickets/message.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { say } from '../telegram/send.ts'
import { checkFile } from '../files/check-file.ts'

/** The content of an edited message. An exchanged document is checked like a new one, and left out if refused. */
export function createEditedContent(deps: BotDeps) {
  const { read, texts } = deps
  return async (ctx: BotContext, content: Content): Promise<Content> => {
    const message = ctx.editedMessage
    const file = message ? attachmentOf(message) : null
    if (!message || file?.kind !== 'document') return content
    const link = await read.links.find(message.chat.id, message.message_id)
    const stored = link?.storedId ? await read.tickets.message(link.storedId) : null
    if (!stored || stored.attachments.some(({ fileUniqueId }) => fileUniqueId === file.fileUniqueId))
      return content
    const trouble = await checkFile(ctx.unit, deps, file)
    if (!trouble) return content
    await say(ctx, texts.t(ctx.locale, `form-problem-file-${trouble}`, { name: file.name }))
    return { ...content, attachments: [] }
  }
}
