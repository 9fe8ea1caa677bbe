import { Composer, Keyboard } from 'grammy'
import { renderNotLinked } from '../render/not-linked.ts'
import { renderWelcome } from '../render/welcome.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { answer, say } from '../telegram/calls.ts'
import { renderOrganizations } from './organizations.ts'
import { spaceOf } from './space.ts'

/** `/start` and `/help`: what the bot is for, here. */
export function createStart(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, inspectChat } = deps
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])
  const inPrivate = composer.chatType('private')

  group.command(['start', 'help'], async (ctx) => {
    const space = await spaceOf(ctx, deps)
    if (!space) {
      await answer(ctx, renderNotLinked(texts, ctx.locale, ctx.chat.id))
      return
    }
    const seen = await inspectChat(ctx.chat.id)
    const seesAllMessages = seen.kind === 'group' && seen.seesAllMessages
    await answer(
      ctx,
      renderWelcome(texts, ctx.locale, { organization: space.organizationName, seesAllMessages }),
    )
  })

  inPrivate.command(['start', 'help'], async (ctx) => {
    const { organizations, meant } = await desk.people.belonging(ctx.chat.id)
    const welcome = meant && texts.t(ctx.locale, 'private-welcome', { organization: meant.name })
    if (organizations.length > 1) {
      const choice = renderOrganizations(deps, ctx, organizations, meant)
      await answer(ctx, { ...choice, text: welcome ? `${welcome}\n\n${choice.text}` : choice.text })
    } else if (welcome) await say(ctx, welcome)
    else {
      await ctx.reply(texts.t(ctx.locale, 'private-start'), {
        reply_markup: new Keyboard()
          .requestContact(texts.t(ctx.locale, 'private-button-send-phone'))
          .resized()
          .oneTime(),
      })
    }
  })
  return composer
}
