import { Composer } from 'grammy'
import { LOCALES } from '../../core/people/person.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge, showAlert } from '../telegram/press.ts'
import { buttons, plain } from '../telegram/rich.ts'
import { reply, say } from '../telegram/send.ts'

/** `/language` and `/forget_me`. The buttons name the person they are for, and take presses of nobody else. */
export function createMe({ desk, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onCommand(composer, ['language'], async (ctx) => {
    const owner = ctx.speaker
    if (!owner?.isPerson) return await say(ctx, texts.t(ctx.locale, 'me-people-only'))
    await reply(ctx, {
      ...plain(texts.t(ctx.locale, 'language-ask')),
      keyboard: buttons(
        LOCALES.map((locale) => [
          texts.t(locale, 'language-name'),
          `m:${owner.telegramId}:language:${locale}`,
        ]),
      ),
    })
  })

  onCommand(composer, ['forget_me'], async (ctx) => {
    const owner = ctx.speaker
    if (!owner?.isPerson) return await say(ctx, texts.t(ctx.locale, 'me-people-only'))
    await reply(ctx, {
      ...plain(texts.t(ctx.locale, 'forget-ask')),
      keyboard: buttons([
        [texts.t(ctx.locale, 'forget-button-confirm'), `m:${owner.telegramId}:forget`],
        [texts.t(ctx.locale, 'button-dismiss'), `m:${owner.telegramId}:keep`],
      ]),
    })
  })

  composer.callbackQuery(/^m:(\d+):(language|forget|keep)(?::(\w+))?$/, async (ctx) => {
    const [, owner, action, choice] = ctx.match
    if (Number(owner) !== ctx.from.id) return await showAlert(ctx, texts.t(ctx.locale, 'form-not-yours'))
    await acknowledge(ctx)
    switch (action) {
      case 'language': {
        const locale = LOCALES.find((known) => known === choice) ?? ctx.locale
        await desk.people.setLocale(ctx.from.id, locale)
        return await editPressed(ctx, plain(texts.t(locale, 'language-done')))
      }
      case 'forget':
        // A form that is open here would be stored again together with this update.
        await ctx.conversation.exitAll()
        await desk.people.forget(ctx.from.id)
        return await editPressed(ctx, plain(texts.t(ctx.locale, 'forget-done')))
      default:
        return await editPressed(ctx, plain(texts.t(ctx.locale, 'forget-kept')))
    }
  })
  return composer
}
