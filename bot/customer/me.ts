import { Composer } from 'grammy'
import { LOCALES } from '../../core/people/person.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { answer, answerPress, buttons, editPressed, say } from '../telegram/calls.ts'

/** What a person settles about themselves: `/language` and `/forget_me`. Their buttons carry whose they are. */
export function createMe({ desk, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.command('language', async (ctx) => {
    const owner = ctx.speaker
    if (!owner?.isPerson) return await say(ctx, texts.t(ctx.locale, 'me-people-only'))
    await answer(ctx, {
      text: texts.t(ctx.locale, 'language-ask'),
      entities: [],
      keyboard: buttons(
        LOCALES.map((locale) => [
          texts.t(locale, 'language-name'),
          `m:${owner.telegramId}:language:${locale}`,
        ]),
      ),
    })
  })

  composer.command('forget_me', async (ctx) => {
    const owner = ctx.speaker
    if (!owner?.isPerson) return await say(ctx, texts.t(ctx.locale, 'me-people-only'))
    await answer(ctx, {
      text: texts.t(ctx.locale, 'forget-ask'),
      entities: [],
      keyboard: buttons([
        [texts.t(ctx.locale, 'forget-button-confirm'), `m:${owner.telegramId}:forget`],
        [texts.t(ctx.locale, 'button-dismiss'), `m:${owner.telegramId}:keep`],
      ]),
    })
  })

  composer.callbackQuery(/^m:(\d+):(language|forget|keep)(?::(\w+))?$/, async (ctx) => {
    const [, owner, action, choice] = ctx.match
    if (Number(owner) !== ctx.from.id)
      return await answerPress(ctx, texts.t(ctx.locale, 'form-not-yours'), true)
    await answerPress(ctx)
    switch (action) {
      case 'language': {
        const locale = LOCALES.find((known) => known === choice) ?? ctx.locale
        await desk.people.setLocale(ctx.from.id, locale)
        return await editPressed(ctx, { text: texts.t(locale, 'language-done'), entities: [] })
      }
      case 'forget':
        // A form under way here would be stored again with this update.
        await ctx.conversation.exitAll()
        await desk.people.forget(ctx.from.id)
        return await editPressed(ctx, { text: texts.t(ctx.locale, 'forget-done'), entities: [] })
      default:
        return await editPressed(ctx, { text: texts.t(ctx.locale, 'forget-kept'), entities: [] })
    }
  })
  return composer
}
