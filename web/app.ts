import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { Desk } from '../core/desk.ts'
import type { RequestStore } from '../core/ports.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import { createApi } from './api/api.ts'
import { createOnce } from './api/once.ts'
import type { WebEnv } from './context.ts'
import { createHealth, type Ready } from './health.ts'
import { accessLog } from './middleware/access-log.ts'
import { acceptLanguage } from './middleware/language.ts'
import { createAnswerProblem } from './problems/document.ts'
import { Problem } from './problems/problem.ts'
import { toProblem } from './problems/to-problem.ts'
import { createVerifyToken, type PanelKeys } from './tokens.ts'
import { createWebhook, type Webhook } from './webhook.ts'

export interface WebDeps {
  readonly desk: Desk
  readonly requests: RequestStore
  readonly panel: PanelKeys
  readonly ready: Ready
  /** API requests a minute a user; 0 is off. */
  readonly apiRateLimit: number
  /** Telegram's updates come in here; absent while they are polled. */
  readonly webhook?: Webhook
  readonly translator: Translator
  readonly logger: Logger
  readonly clock: () => Date
}

/** Everything the product answers over HTTP. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const { desk, clock } = deps
  const logger = deps.logger.child({ area: 'web' })
  const answerProblem = createAnswerProblem(deps.translator)
  const app = new Hono<WebEnv>()

  app.onError((error, c) => {
    const problem = toProblem(error)
    if (problem.status >= 500) {
      logger.error(
        { requestId: c.var.requestId, code: problem.code, err: problem.cause },
        'A request failed.',
      )
    }
    return answerProblem(c, problem)
  })
  app.notFound((c) => answerProblem(c, new Problem('not_found')))

  app.use(requestId(), acceptLanguage, accessLog(logger), secureHeaders())
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        answerProblem(c, new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })),
    }),
  )

  app.route('/', createHealth(deps.ready))
  if (deps.webhook) app.route('/', createWebhook(deps.webhook))
  app.route(
    '/api/v1',
    createApi({
      desk,
      verifyToken: createVerifyToken(deps.panel, clock),
      once: createOnce(deps.requests, answerProblem),
      rateLimit: deps.apiRateLimit,
      clock,
    }),
  )
  return app
}
