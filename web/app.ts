import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Count } from '../core/doorways/counts.ts'
import type { Desk } from '../core/desk.ts'
import type { SessionStore } from '../core/doorways/sessions.ts'
import type { RequestStore } from '../core/doorways/requests.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import { createApi } from './api/api.ts'
import { createOnce } from './middleware/once.ts'
import type { WebEnv } from './middleware/context.ts'
import { mountOpenApi } from './openapi/openapi.ts'
import { createDocs } from './openapi/page.ts'
import { createHealth, type Ready } from './operation/health.ts'
import { createMetrics } from './operation/metrics.ts'
import { accessLog } from './middleware/access-log.ts'
import { acceptLanguage } from './middleware/language.ts'
import { readableBodies } from './middleware/readable-bodies.ts'
import { type SecuritySettings, securityHeaders } from './middleware/security-headers.ts'
import { createAssets } from './pages/assets.ts'
import { createPages } from './pages/pages.ts'
import { createProblemPage } from './pages/problem-page.tsx'
import { createSignInPage } from './pages/sign-in-page.tsx'
import { type AnswerProblem, createAnswerProblem } from './problems/document.ts'
import { Problem } from './problems/problem.ts'
import { toProblem } from './problems/to-problem.ts'
import { createLanguageCookie, createSessionCookie } from './session/cookie.ts'
import { csrfProtection } from './session/csrf.ts'
import { limitForms } from './session/limit-forms.ts'
import { requireSession } from './session/require-session.ts'
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
  /** Cookies for http on one's own machine. */
  readonly plainCookie: boolean
  readonly ready: Ready
  readonly count: Count
  /** API requests a minute a user; 0 is off. */
  readonly apiRateLimit: number
  /** Telegram's updates come in here; absent while they are polled. */
  readonly webhook?: Webhook
  /** The bot's name on Telegram, without its @; null until Telegram has told it. */
  readonly botName: () => string | null
  readonly translator: Translator
  readonly logger: Logger
  readonly clock: () => Date
  /** Aborted when the server stops: what goes on by itself ends then. */
  readonly closing: AbortSignal
}

/** Everything the product answers over HTTP. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const { desk, clock } = deps
  const logger = deps.logger.child({ area: 'web' })
  const answerProblem = createAnswerProblem(deps.translator)
  const { assets, app: files } = createAssets()
  const answerPage = createProblemPage(deps.translator, assets)
  const answer: AnswerProblem = (c, problem) =>
    readsPages(c) ? answerPage(c, problem) : answerProblem(c, problem)
  const signIns = createSignIns({ desk, verifyToken: createVerifyToken(deps.panel, clock), logger })
  const framed = deps.security.panelOrigin !== undefined
  const cookies = { plain: deps.plainCookie, framed }
  const sessions = createSessions(deps.sessions, createSessionCookie(cookies), clock)
  const language = createLanguageCookie(cookies)
  const app = new OpenAPIHono<WebEnv>()

  app.onError((error, c) => {
    const problem = toProblem(error)
    if (problem.status >= 500) report(c, problem)
    return answer(c, problem)
  })
  app.notFound((c) => answer(c, new Problem('not_found')))

  const metrics = createMetrics({
    count: deps.count,
    ready: deps.ready,
    onError: (c, error) => report(c, toProblem(error)),
  })
  app.use(requestId(), metrics.measure, acceptLanguage, accessLog(logger), securityHeaders(deps.security))
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        answer(c, new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } })),
    }),
  )

  function report(c: Context<WebEnv>, { code, cause }: Problem): void {
    logger.error({ requestId: c.var.requestId, code, err: cause }, 'A request failed.')
  }

  app.route('/', createHealth(deps.ready))
  app.route('/', metrics.app)
  if (deps.webhook) app.route('/', createWebhook(deps.webhook))
  app.route(
    '/api/v1',
    createApi({
      desk,
      translator: deps.translator,
      signIns,
      sessions,
      once: createOnce(deps.requests, answerProblem),
      rateLimit: deps.apiRateLimit,
      clock,
      closing: deps.closing,
      onError: (c, error) => report(c, toProblem(error)),
    }),
  )

  mountOpenApi(app, deps.security.publicUrl)
  app.route('/', createDocs())

  const { publicUrl } = deps.security
  const page = createSignInPage(deps.translator, assets)
  app.route('/', createSignIn({ signIns, sessions, language, page, publicUrl }))
  const readsForms = (path: string) => WITH_FILES.test(path)
  const csrf = csrfProtection({ ...deps.security, readsForms })
  for (const path of BEHIND_A_SESSION) {
    app.use(path, requireSession(sessions, language), limitForms({ readsForms }), readableBodies, csrf)
  }
  app.route('/', createSessionRoutes({ sessions, language }))
  app.route('/', createPages({ desk, translator: deps.translator, assets, botName: deps.botName }))
  app.route('/', files)
  return app
}

const BEHIND_A_SESSION = ['/tickets/*', '/telegram', '/telegram/:id/unlink', '/language', '/sign-out']
const WITH_FILES = /^\/tickets(?:\/[^/]+\/messages)?$/
const PAGES = /^\/(?:tickets(?:\/.*)?|telegram(?:\/[^/]+\/unlink)?|sso|language|sign-out)$/
const NO_PAGES = /^\/(?:api|healthz|readyz|metrics|openapi\.json|telegram\/webhook)(?:\/|$)/

/** Who is told of a problem: a person on a page, or a program. */
function readsPages(c: Context): boolean {
  if (NO_PAGES.test(c.req.path)) return false
  return PAGES.test(c.req.path) || c.req.header('Accept')?.includes('text/html') === true
}
