import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { renderWelcome } from '../render/welcome.ts'
import { answerPress, buttons, editPressed } from '../telegram/calls.ts'
import { isGroupAdmin } from './owner.ts'
import { type Space, spaceOf } from './space.ts'

/** The unlink button of the welcome: for the group's own admins, so that no panel keeps a group that isn't theirs. */
export function createUnlink(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, inspectChat } = deps
  const composer = new Composer<BotContext>()

  composer.callbackQuery(/^g:unlink/, async (ctx) => {
    const t = texts.t
    if (!ctx.chat || !(await isGroupAdmin(ctx)))
      return await answerPress(ctx, t(ctx.locale, 'group-unlink-admins-only'), true)
    const space = await spaceOf(ctx, deps)
    if (!space) return await answerPress(ctx, t(ctx.locale, 'group-not-linked'), true)
    const organization = space.organizationName
    await answerPress(ctx)
    switch (ctx.callbackQuery.data) {
      case 'g:unlink-yes':
        await desk.groups.unlinkByGroupAdmin(ctx.chat.id, ctx.from.id)
        return await editPressed(ctx, {
          text: t(ctx.locale, 'group-unlink-done', { organization }),
          entities: [],
        })
      case 'g:unlink-no':
        return await showWelcome(ctx, space)
      default:
        return await editPressed(ctx, {
          text: t(ctx.locale, 'group-unlink-ask', { organization }),
          entities: [],
          keyboard: buttons([
            [t(ctx.locale, 'button-confirm'), 'g:unlink-yes'],
            [t(ctx.locale, 'button-dismiss'), 'g:unlink-no'],
          ]),
        })
    }
  })
  return composer

  async function showWelcome(ctx: BotContext, space: Space): Promise<void> {
    const seen = await inspectChat(ctx.chatId ?? 0)
    const seesAllMessages = seen.kind === 'group' && seen.seesAllMessages
    await editPressed(
      ctx,
      renderWelcome(texts, ctx.locale, { organization: space.organizationName, seesAllMessages }),
    )
  }
}
