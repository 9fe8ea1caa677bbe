import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { say } from '../telegram/send.ts'

/** Takes a contact that a person sends in private. Telegram vouches for the number if the contact is their own. */
export function createVerify({ desk, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.chatType('private').on('message:contact', async (ctx) => {
    const { contact } = ctx.message
    if (contact.user_id !== ctx.from.id) return await say(ctx, texts.t(ctx.locale, 'private-contact-not-own'))
    try {
      const { organization } = await desk.people.verifyMobile(ctx.from.id, contact.phone_number)
      const text = organization
        ? texts.t(ctx.locale, 'private-verified', { organization: organization.name })
        : texts.t(ctx.locale, 'private-verified-no-organization')
      await ctx.reply(text, { reply_markup: { remove_keyboard: true } })
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, texts.t(ctx.locale, 'private-contact-invalid'))
    }
  })
  return composer
}
