import { Composer, Keyboard } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import { renderNotLinked } from '../render/not-linked.ts'
import { refusalText } from '../render/refusal.ts'
import { renderWelcome } from '../render/welcome.ts'
import { onCommand } from '../update/command.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { reply, say } from '../telegram/send.ts'
import { spaceOf } from '../update/space.ts'
import { isGroupAdmin } from './owner.ts'
import { renderOrganizations } from './organizations.ts'

/** `/start` and `/help`: what the bot is for in this chat. */
export function createStart(deps: BotDeps): Composer<BotContext> {
  const { desk, texts, inspectChat } = deps
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])
  const inPrivate = composer.chatType('private')

  onCommand(group, ['start'], async (ctx) => {
    if (ctx.match !== '' && (await linkByCode(ctx, ctx.match))) return
    await desk.groups.ask(ctx.chat.id)
    await explain(ctx, ctx.chat.id)
  })

  onCommand(group, ['help'], async (ctx) => await explain(ctx, ctx.chat.id))

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

  async function explain(ctx: BotContext, chatId: number): Promise<void> {
    const space = await spaceOf(ctx, deps)
    if (!space) {
      await reply(ctx, renderNotLinked(texts, ctx.locale, chatId, await desk.groups.openUntil(chatId)))
      return
    }
    const seen = await inspectChat(chatId)
    const seesAllMessages = seen.kind === 'group' && seen.seesAllMessages
    await reply(
      ctx,
      renderWelcome(texts, ctx.locale, { organization: space.organizationName, seesAllMessages }),
    )
  }

  /** Takes the code of a one-tap link, which Telegram sends here for whoever adds the bot by it; false: it links nothing. */
  async function linkByCode(ctx: BotContext, code: string): Promise<boolean> {
    const { chat, speaker } = ctx
    if (!chat || chat.type === 'private' || chat.title === undefined || !speaker) return false
    const isAdmin = speaker.telegramId === chat.id || (await isGroupAdmin(ctx))
    try {
      const { telegramId } = speaker
      return await desk.groups.linkByCode({ chatId: chat.id, title: chat.title }, code, {
        telegramId,
        isAdmin,
      })
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, refusalText(texts, ctx.locale, error))
      return true
    }
  }
}
