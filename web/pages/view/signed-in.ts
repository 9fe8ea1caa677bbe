import type { Context } from 'hono'
import type { Desk } from '../../../core/desk.ts'
import type { Translator } from '../../../locales/translate.ts'
import type { Once } from '../../middleware/once.ts'
import type { WebEnv } from '../../context/web-env.ts'
import { createView, type PageFiles, type SignedInView } from './view.ts'

/** What the routes of the pages work with. */
export interface PagesDeps {
  readonly desk: Desk
  readonly translator: Translator
  readonly assets: PageFiles
  readonly once: Once
  /** The bot's name on Telegram, without its @; null until Telegram has told it. */
  readonly botName: () => string | null
  /** Since when Telegram has been out of reach; null while it is within. */
  readonly telegramAwaySince: () => Date | null
}

/** The view for the person who is signed in. */
export function signedInView(
  c: Context<WebEnv>,
  { desk, translator, assets, telegramAwaySince }: PagesDeps,
): SignedInView {
  return {
    ...createView(c, translator, assets),
    csrf: c.var.session.csrf,
    user: JSON.stringify([c.var.actor.organizationId, c.var.actor.userId]),
    organization: c.var.user.organization.name,
    person: c.var.actor.name,
    telegramAwaySince: telegramAwaySince(),
    accepted: desk.files.accepted.extensions,
    manages: c.var.actor.role === 'admin',
  }
}
