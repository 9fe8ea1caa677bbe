import { Composer, Keyboard } from 'grammy'
import { renderNotLinked } from '../render/not-linked.ts'
import { renderWelcome } from '../render/welcome.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { reply, say } from '../telegram/send.ts'
import { spaceOf } from '../update/space.ts'
import { renderOrganizations } from './organizations.ts'

/** `/start` and `/help`: what the bot is for in this chat. */
export function createStart(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, inspectChat } = deps
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])
  const inPrivate = composer.chatType('private')

  onCommand(group, ['start', 'help'], async (ctx) => {
    const space = await spaceOf(ctx, deps)
    if (!space) {
      await reply(ctx, renderNotLinked(texts, ctx.locale, ctx.chat.id))
      return
    }
    const seen = await inspectChat(ctx.chat.id)
    const seesAllMessages = seen.kind === 'group' && seen.seesAllMessages
    await reply(
      ctx,
      renderWelcome(texts, ctx.locale, { organization: space.organizationName, seesAllMessages }),
    )
  })

  onCommand(inPrivate, ['start', 'help'], async (ctx) => {
    const { organizations, meant } = await desk.people.belonging(ctx.chat.id)
    const welcome = meant && texts.t(ctx.locale, 'private-welcome', { organization: meant.name })
    if (organizations.length > 1) {
      const choice = renderOrganizations(deps, ctx, organizations, meant)
      await reply(ctx, { ...choice, text: welcome ? `${welcome}\n\n${choice.text}` : choice.text })
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
