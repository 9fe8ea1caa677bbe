import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import type { Translator } from '../../locales/translate.ts'
import type { WebEnv } from '../context/web-env.ts'
import { authenticate } from '../session/authenticate.ts'
import { entityTags } from '../middleware/entity-tags.ts'
import type { RateLimits } from '../middleware/rate-limit.ts'
import { readableBodies } from '../middleware/readable-bodies.ts'
import { fieldErrors } from '../problems/field-errors.ts'
import { Problem } from '../problems/problem.ts'
import type { Sessions } from '../session/sessions.ts'
import type { SignIns } from '../session/sign-ins.ts'
import { isForm } from '../uploads/read-content.ts'
import { mountAttachments } from './attachments.ts'
import { mountAudit } from './audit.ts'
import { type EventDeps, mountEvents } from './events.ts'
import { mountMe } from './me.ts'
import { mountMembers } from './members.ts'
import { mountMessages } from './messages.ts'
import type { Once } from '../middleware/once.ts'
import { mountPlans } from './plans.ts'
import { mountTelegramGroups } from './telegram-groups.ts'
import { mountTicketStatus } from './ticket-status.ts'
import { mountTickets } from './tickets.ts'

export interface ApiDeps extends EventDeps {
  readonly signIns: SignIns
  readonly sessions: Sessions
  readonly once: Once
  /** Without its @; null until Telegram has told it. */
  readonly botName: () => string | null
  readonly translator: Translator
  readonly limits: RateLimits
}

const MAX_BODY_BYTES = 1024 * 1024

/** Everything under /api/v1. */
export function createApi(deps: ApiDeps): OpenAPIHono<WebEnv> {
  const { desk, once } = deps
  const api = new OpenAPIHono<WebEnv>({
    defaultHook: (result) => {
      if (result.success) return
      // The validator passes the input as well, though its type does not say so.
      const input = (result as { readonly data?: unknown }).data
      throw new Problem('invalid_request', { errors: fieldErrors(result.error, input) })
    },
  })

  api.use(async (c, next) => {
    await next()
    c.header('Vary', 'Authorization, Cookie', { append: true })
  })
  api.use(authenticate(deps))
  api.use(deps.limits.ofCaller)
  api.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache')
  })
  const limitBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseSize })
  // A form with files has a limit of its own, where it is read.
  api.use((c, next) => (isForm(c) ? next() : limitBody(c, next)), readableBodies)

  mountEvents(api, deps)
  // Only the routes from here on have tags: a stream of events has no end, so there is no tag of its content.
  api.use(entityTags)
  mountMe(api)
  mountPlans(api, desk, deps.translator)
  mountTelegramGroups(api, desk, deps)
  mountMembers(api, desk)
  mountAudit(api, desk)
  mountTickets(api, desk, once)
  mountTicketStatus(api, desk, once)
  mountMessages(api, desk, once)
  mountAttachments(api, desk)
  return api
}

function refuseSize(): never {
  throw new Problem('payload_too_large')
}
