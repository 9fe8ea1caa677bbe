import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Desk } from '../core/desk.ts'
import type { Count } from '../core/doorways/counts.ts'
import type { RequestStore } from '../core/doorways/requests.ts'
import type { SessionStore } from '../core/doorways/sessions.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import { createApi } from './api/api.ts'
import { basePathOf } from './context/base-path.ts'
import type { WebEnv } from './context/web-env.ts'
import { accessLog } from './middleware/access-log.ts'
import { addBase, pathUnder } from './middleware/base-path.ts'
import { acceptLanguage } from './middleware/language.ts'
import { createOnce } from './middleware/once.ts'
import { type SecuritySettings, securityHeaders } from './middleware/security-headers.ts'
import { mountOpenApi } from './openapi/openapi.ts'
import { createDocs } from './openapi/page.ts'
import { createHealth, type Ready } from './operation/health.ts'
import { createMetrics } from './operation/metrics.ts'
import { createAddressOf, type TrustedProxies } from './middleware/client-address.ts'
import { createRateLimits } from './middleware/rate-limit.ts'
import { createAssets } from './pages/assets.ts'
import { createPages } from './pages/pages.ts'
import { createProblemPage } from './pages/problem-page.tsx'
import { createSignInPage } from './pages/sign-in-page.tsx'
import { chooseResponder } from './problems/choose-responder.ts'
import { createProblemResponder } from './problems/document.ts'
import { Problem } from './problems/problem.ts'
import { toProblem } from './problems/to-problem.ts'
import { createLanguageCookie, createSessionCookie } from './session/cookie.ts'
import { protectPages } from './session/protect-pages.ts'
import { createSessionRoutes } from './session/routes.ts'
import { createSignIn } from './session/sign-in.ts'
import { createSignIns } from './session/sign-ins.ts'
import { createSessions } from './session/sessions.ts'
import { createVerifyToken, type PanelKeys } from './session/tokens.ts'
import { createWebhook, type Webhook } from './webhook.ts'

export interface WebDeps {
  readonly desk: Desk
  readonly requests: RequestStore
  readonly sessions: SessionStore
  readonly panel: PanelKeys
  readonly security: SecuritySettings
  /** Cookies for plain http, on one's own machine only. */
  readonly plainCookie: boolean
  readonly ready: Ready
  /** Since when Telegram has been out of reach; null while it is within. */
  readonly telegramAwaySince: () => Date | null
  readonly count: Count
  /** Requests per user and minute; 0 turns the limits off. */
  readonly apiRateLimit: number
  readonly trustProxy?: TrustedProxies
  /** Where Telegram posts its updates; absent while they are polled. */
  readonly webhook?: Webhook
  /** The bot's name on Telegram, without its @; null until Telegram has told it. */
  readonly botName: () => string | null
  readonly translator: Translator
  readonly logger: Logger
  readonly clock: () => Date
  /** Aborted when the server stops, to end the streams that would otherwise go on. */
  readonly closing: AbortSignal
}

/** Everything the product serves over HTTP, as one app that does not listen yet. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const { desk, translator, clock, security } = deps
  const logger = deps.logger.child({ area: 'web' })
  const { assets, app: files } = createAssets()
  const problemPage = createProblemPage(translator, assets)
  const respondWithProblem = chooseResponder(problemPage, createProblemResponder(translator))
  const metrics = createMetrics({ ...deps, onError: report })
  const once = createOnce(deps.requests, respondWithProblem)

  const addressOf = createAddressOf(deps.trustProxy)
  const limits = createRateLimits({ limit: deps.apiRateLimit, clock, addressOf })
  const verifyToken = createVerifyToken(deps.panel, clock)
  const signIns = createSignIns({ desk, verifyToken, logger, limits })
  const base = basePathOf(security.publicUrl)
  const cookies = { plain: deps.plainCookie, framed: security.panelOrigin !== undefined, base }
  const sessions = createSessions(deps.sessions, createSessionCookie(cookies), clock)
  const language = createLanguageCookie(cookies)

  const app = new OpenAPIHono<WebEnv>({ getPath: pathUnder(base) })
  app.onError((error, c) => {
    const problem = toProblem(error)
    if (problem.status >= 500) report(c, problem)
    return respondWithProblem(c, problem)
  })
  app.notFound((c) => respondWithProblem(c, new Problem('not_found')))
  app.use(
    addBase(base),
    requestId(),
    metrics.measure,
    acceptLanguage,
    accessLog(logger),
    securityHeaders(security),
  )
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        respondWithProblem(c, new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })),
    }),
  )

  app.route('/', createHealth(deps))
  app.route('/', metrics.app)
  if (deps.webhook) app.route('/', createWebhook(deps.webhook))
  // All but what watches the server, or is Telegram's.
  app.use(limits.ofAddress)

  const { botName, closing } = deps
  const api = { desk, translator, signIns, sessions, once, botName, limits, clock, closing, onError: report }
  app.route('/api/v1', createApi(api))
  mountOpenApi(app, security.publicUrl)
  app.route('/', createDocs())

  const { publicUrl } = security
  const page = createSignInPage(translator, assets)
  app.route('/', createSignIn({ signIns, sessions, language, page, publicUrl }))
  protectPages(app, { sessions, language, limits, publicUrl })
  app.route('/', createSessionRoutes({ sessions, language }))
  app.route('/', createPages({ ...deps, once, assets }))
  app.route('/', files)
  return app

  function report(c: Context<WebEnv>, error: unknown): void {
    const { code, cause } = toProblem(error)
    logger.error({ requestId: c.var.requestId, code, err: cause }, 'A request failed.')
  }
}
