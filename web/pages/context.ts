import type { Context } from 'hono'
import type { Desk } from '../../core/desk.ts'
import type { Translator } from '../../locales/translate.ts'
import type { WebEnv } from '../middleware/context.ts'
import type { Assets } from './assets.ts'
import { createView, type SignedInView } from './view.ts'

/** What the routes of the pages need. */
export interface PagesDeps {
  readonly desk: Desk
  readonly translator: Translator
  readonly assets: Assets
  /** The bot's name on Telegram, without its @; null until Telegram has told it. */
  readonly botName: () => string | null
}

/** The view of whoever is signed in. */
export function signedInView(c: Context<WebEnv>, { translator, assets }: PagesDeps): SignedInView {
  return {
    ...createView(c, translator, assets),
    csrf: c.var.session.csrf,
    user: JSON.stringify([c.var.actor.organizationId, c.var.actor.userId]),
    organization: c.var.user.organization.name,
    person: c.var.actor.name,
    manages: c.var.actor.role === 'admin',
  }
}
