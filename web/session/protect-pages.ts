import type { Hono } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import type { RateLimits } from '../middleware/rate-limit.ts'
import { readableBodies } from '../middleware/readable-bodies.ts'
import type { LanguageCookie } from './cookie.ts'
import { csrfProtection } from './csrf.ts'
import { limitForms } from './limit-forms.ts'
import { requireSession } from './require-session.ts'
import type { Sessions } from './sessions.ts'

export interface ProtectionDeps {
  readonly sessions: Sessions
  readonly language: LanguageCookie
  readonly limits: RateLimits
  /** The address under which the world reaches this server. */
  readonly publicUrl: string | undefined
}

const BEHIND_A_SESSION = [
  '/tickets/*',
  '/telegram',
  '/telegram/links',
  '/telegram/:id/unlink',
  '/language',
  '/sign-out',
]
const WITH_FILES = /^\/tickets(?:\/[^/]+\/messages)?$/

/**
 * Lets only people with a session reach the pages, and only the pages' own forms change anything. Has to be registered
 * before the pages.
 */
export function protectPages(
  app: Hono<WebEnv>,
  { sessions, language, limits, publicUrl }: ProtectionDeps,
): void {
  const readsForms = (path: string) => WITH_FILES.test(path)
  const protection = [
    requireSession(sessions, language, limits),
    limits.ofCaller,
    limitForms({ readsForms }),
    readableBodies,
    csrfProtection({ publicUrl, readsForms }),
  ] as const
  for (const path of BEHIND_A_SESSION) app.use(path, ...protection)
}
