import { Composer } from 'grammy'
import type { Chat, Message } from 'grammy/types'
import { attachmentOf } from '../../update/content.ts'
import type { BotContext, BotDeps } from '../../update/context.ts'
import { repliedTo, topicOf } from '../../update/message.ts'
import type { Speaker } from '../../update/speaker.ts'
import { renderNotLinked } from '../../render/not-linked.ts'
import { clip } from '../../render/split.ts'
import { answer, answerPress, say } from '../../telegram/calls.ts'
import { forgetQuestion } from '../answer.ts'
import { sayNoSpace } from '../organizations.ts'
import { spaceOf } from '../space.ts'
import { checkFile, FILE_NAME_SHOWN } from '../../files/check-file.ts'
import type { FormStart } from './draft.ts'

export const TICKET_FORM = 'create-ticket'

/** `/create_ticket` and what is left of forms outside one: `/cancel` with nothing to cancel, buttons of old forms. */
export function createFormEntry(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, apiRoot } = deps
  const composer = new Composer<BotContext>()

  composer.command('create_ticket', async (ctx) => {
    const { speaker } = ctx
    if (!speaker) return
    const space = await spaceOf(ctx, deps)
    if (!space) return await refuseUnknown(ctx, ctx.chat)
    await forgetQuestion(ctx, desk)
    await ctx.conversation.enter(TICKET_FORM, await startOf(ctx, ctx.msg, speaker, space.organizationId))
  })

  composer.command('cancel', async (ctx) => {
    const cancelled = await forgetQuestion(ctx, desk)
    await say(ctx, texts.t(ctx.locale, cancelled ? 'form-cancelled' : 'form-none'))
  })

  composer.callbackQuery(/^f:/, async (ctx) => {
    await answerPress(ctx, texts.t(ctx.locale, 'form-expired'), true)
  })
  return composer

  async function refuseUnknown(ctx: BotContext, { id, type }: Chat): Promise<void> {
    if (type === 'private') await sayNoSpace(ctx, deps)
    else await answer(ctx, renderNotLinked(texts, ctx.locale, id))
  }

  async function startOf(
    ctx: BotContext,
    message: Message,
    speaker: Speaker,
    organizationId: string,
  ): Promise<FormStart> {
    const quoted = repliedTo(message)
    const source = quoted && quoted.from?.id !== ctx.me.id ? quoted : null
    const file = source && attachmentOf(source)
    const trouble = file && (await checkFile(ctx.api, apiRoot, file))
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
      files: file && !trouble ? [{ ...file, albumId: source.media_group_id ?? null }] : [],
      problem:
        file && trouble
          ? texts.t(ctx.locale, `form-problem-file-${trouble}`, { name: clip(file.name, FILE_NAME_SHOWN) })
          : null,
    }
  }
}
