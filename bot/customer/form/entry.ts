import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { attachmentOf } from '../../content.ts'
import type { BotContext, BotDeps } from '../../context.ts'
import { repliedTo, topicOf } from '../../place.ts'
import type { Speaker } from '../../speaker.ts'
import { answerPress, say } from '../../telegram.ts'
import { forgetQuestion } from '../answer.ts'
import { spaceOf } from '../space.ts'
import { checkFile } from './check-file.ts'
import type { FormStart } from './draft.ts'

export const TICKET_FORM = 'create-ticket'

/** `/create_ticket` and what is left of forms outside one: `/cancel` with nothing to cancel, buttons of old forms. */
export function createFormEntry(deps: BotDeps): Composer<BotContext> {
  const { stores, texts, apiRoot } = deps
  const composer = new Composer<BotContext>()

  composer.command('create_ticket', async (ctx) => {
    const { speaker } = ctx
    if (!speaker) return
    const space = await spaceOf(ctx, deps)
    if (!space)
      return await say(
        ctx,
        texts.t(ctx.locale, ctx.chat.type === 'private' ? 'private-not-verified' : 'group-not-linked'),
      )
    await forgetQuestion(ctx, stores.outbox)
    await ctx.conversation.enter(TICKET_FORM, await startOf(ctx, ctx.msg, speaker, space.organizationId))
  })

  composer.command('cancel', async (ctx) => {
    const cancelled = await forgetQuestion(ctx, stores.outbox)
    await say(ctx, texts.t(ctx.locale, cancelled ? 'form-cancelled' : 'form-none'))
  })

  composer.callbackQuery(/^f:/, async (ctx) => {
    await answerPress(ctx, texts.t(ctx.locale, 'form-expired'), true)
  })
  return composer

  async function startOf(
    ctx: BotContext,
    message: Message,
    speaker: Speaker,
    organizationId: string,
  ): Promise<FormStart> {
    const quoted = repliedTo(message)
    const source = quoted && quoted.from?.id !== ctx.me.id ? quoted : null
    const file = source && attachmentOf(source)
    const taken = file && (await checkFile(ctx.api, apiRoot, file)) === null
    return {
      id: ctx.update.update_id.toString(36),
      requestKey: `form:${message.chat.id}:${message.message_id}`,
      chatId: message.chat.id,
      threadId: topicOf(message),
      speaker,
      locale: ctx.locale,
      organizationId,
      messageId: message.message_id,
      description: (source?.text ?? source?.caption ?? '').trim(),
      files: taken ? [{ ...file, albumId: source?.media_group_id ?? null }] : [],
    }
  }
}
