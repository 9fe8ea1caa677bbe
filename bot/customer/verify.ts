import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { reply, say } from '../telegram/send.ts'
import { renderOrganizations } from './organizations.ts'

/** Takes a contact that a person sends in private. Telegram vouches for the number if the contact is their own. */
export function createVerify(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()
  composer.chatType('private').on('message:contact', async (ctx) => {
    const { contact } = ctx.message
    if (contact.user_id !== ctx.from.id) return await say(ctx, texts.t(ctx.locale, 'private-contact-not-own'))
    try {
      const { organizations, meant } = await desk.people.verifyMobile(ctx.from.id, contact.phone_number)
      const text = meant
        ? texts.t(ctx.locale, 'private-verified', { organization: meant.name })
        : texts.t(ctx.locale, `private-verified-${organizations.length > 0 ? 'several' : 'no-organization'}`)
      await ctx.reply(text, { reply_markup: { remove_keyboard: true } })
      if (organizations.length > 1 && !meant)
        await reply(ctx, renderOrganizations(deps, ctx, organizations, meant))
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, texts.t(ctx.locale, 'private-contact-invalid'))
    }
  })
  return composer
}
