import { Composer } from 'grammy'
import type { BotContext, BotDeps } from '../update/context.ts'
import { renderWelcome } from '../render/welcome.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge, showAlert } from '../telegram/press.ts'
import { buttons, plain } from '../telegram/rich.ts'
import { isGroupAdmin } from './owner.ts'
import { type Space, spaceOf } from '../update/space.ts'

/** The unlink button of the welcome, for the group's admins: a panel may have linked a group of other people. */
export function createUnlink(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, inspectChat } = deps
  const composer = new Composer<BotContext>()

  composer.callbackQuery(/^g:unlink/, async (ctx) => {
    const t = texts.t
    if (!ctx.chat || !(await isGroupAdmin(ctx)))
      return await showAlert(ctx, t(ctx.locale, 'group-unlink-admins-only'))
    const space = await spaceOf(ctx, deps)
    if (!space) return await showAlert(ctx, t(ctx.locale, 'group-not-linked'))
    const organization = space.organizationName
    await acknowledge(ctx)
    switch (ctx.callbackQuery.data) {
      case 'g:unlink-yes':
        await desk.groups.unlinkByGroupAdmin(ctx.chat.id, ctx.from.id)
        return await editPressed(ctx, plain(t(ctx.locale, 'group-unlink-done', { organization })))
      case 'g:unlink-no':
        return await showWelcome(ctx, space)
      default:
        return await editPressed(ctx, {
          ...plain(t(ctx.locale, 'group-unlink-ask', { organization })),
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
