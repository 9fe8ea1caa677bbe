import { createHash } from 'node:crypto'
import { Composer } from 'grammy'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Organization } from '../../core/people/person.ts'
import { shownName } from '../render/people.ts'
import { clip } from '../render/split.ts'
import { editPressed } from '../telegram/edit.ts'
import { acknowledge, showAlert } from '../telegram/press.ts'
import { buttons, plain, type Rich } from '../telegram/rich.ts'
import { reply, say } from '../telegram/send.ts'
import type { BotContext, BotDeps } from '../update/context.ts'

const NAME_SHOWN = 60

/** The buttons with which a person says which of their organizations a private chat is for, `o:<mark>`. */
export function createOrganizations(deps: BotDeps): Composer<BotContext> {
  const { desk, texts } = deps
  const composer = new Composer<BotContext>()
  composer.chatType('private').callbackQuery(/^o:([\w-]+)$/, async (ctx) => {
    const { organizations } = await desk.people.belonging(ctx.chat.id)
    const pressed = organizations.find(({ id }) => markOf(id) === ctx.match[1])
    try {
      const { name } = await desk.people.choose(ctx.chat.id, pressed?.id ?? '')
      await acknowledge(ctx)
      const organization = shownName(texts, ctx.locale, name)
      await editPressed(ctx, plain(texts.t(ctx.locale, 'private-chosen', { organization })))
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await showAlert(ctx, texts.t(ctx.locale, 'private-not-member'))
    }
  })
  return composer
}

/** Asks which organization a chat is for, or offers to change it. */
export function renderOrganizations(
  { texts }: Pick<BotDeps, 'texts'>,
  { locale }: Pick<BotContext, 'locale'>,
  organizations: readonly Organization[],
  meant: Organization | null,
): Rich {
  const rows = organizations.map(({ id, name }): [string, string] => {
    const shown = clip(shownName(texts, locale, name), NAME_SHOWN)
    return [id === meant?.id ? `• ${shown}` : shown, `o:${markOf(id)}`]
  })
  const text = meant
    ? texts.t(locale, 'private-switch', { organization: shownName(texts, locale, meant.name) })
    : texts.t(locale, 'private-choose')
  return { ...plain(text), keyboard: buttons(rows) }
}

/** Says why there is no organization here: the group is nobody's, the person is, or they have yet to choose one. */
export async function sayNoSpace(ctx: BotContext, deps: BotDeps): Promise<void> {
  const { desk, texts } = deps
  if (ctx.chat?.type !== 'private') {
    const text = texts.t(ctx.locale, 'group-not-linked')
    return ctx.callbackQuery ? await showAlert(ctx, text) : await say(ctx, text)
  }
  const { organizations, meant } = await desk.people.belonging(ctx.chat.id)
  if (organizations.length > 1 && !meant) {
    if (ctx.callbackQuery) await acknowledge(ctx)
    await reply(ctx, renderOrganizations(deps, ctx, organizations, meant))
    return
  }
  const text = texts.t(ctx.locale, organizations.length > 0 ? 'private-not-member' : 'private-not-verified')
  if (ctx.callbackQuery) await showAlert(ctx, text)
  else await say(ctx, text)
}

/** An id may be longer than a button's data. */
function markOf(organizationId: string): string {
  return createHash('sha256').update(organizationId).digest('base64url').slice(0, 16)
}
