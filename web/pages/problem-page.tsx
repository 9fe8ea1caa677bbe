import type { FC } from 'hono/jsx'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Translator } from '../../locales/translate.ts'
import type { RespondWithProblem } from '../problems/document.ts'
import type { Problem } from '../problems/problem.ts'
import type { Assets } from './assets.ts'
import { Document, Logo } from './parts/shell.tsx'
import { createView, type View } from './view/view.ts'

/** Responds with problems as pages in the reader's language. */
export function createProblemPage(translator: Translator, assets: Assets): RespondWithProblem {
  return (c, problem) => {
    const page = (
      <ProblemPage
        view={createView(c, translator, assets)}
        kind={kindOf(problem)}
        status={problem.status}
        requestId={c.var.requestId}
      />
    )
    return c.html(page, problem.status, problem.headers)
  }
}

type Kind = ReturnType<typeof kindOf>

const ProblemPage: FC<{ view: View; kind: Kind; status: number; requestId: string }> = ({
  view,
  kind,
  status,
  requestId,
}) => {
  const { t } = view
  return (
    <Document view={view} title={t(`page-error-${kind}`)}>
      <main class="problem">
        <Logo />
        <p class="dim">{view.number(status)}</p>
        <h1>{t(`page-error-${kind}`)}</h1>
        <p>
          {kind === 'internal'
            ? t('page-error-internal-text', { id: requestId })
            : t(`page-error-${kind}-text`)}
        </p>
        {kind !== 'signed_out' && (
          <p>
            <a class="button primary" href="/tickets">
              {t('page-error-home')}
            </a>
          </p>
        )}
      </main>
    </Document>
  )
}

/** Which texts a problem has on a page. */
function kindOf({ status, cause }: Problem) {
  switch (status) {
    case 401:
      return 'signed_out'
    case 403:
      return cause instanceof DeskError ? 'admins' : 'forbidden'
    case 404:
    case 410:
      return 'not_found'
    case 405:
      return 'method'
    case 400:
    case 422:
      return 'invalid'
    case 409:
      return 'conflict'
    case 413:
      return 'too_large'
    case 415:
    case 416:
      return 'unsupported'
    case 429:
      return 'rate_limited'
    case 503:
    case 507:
      return 'unavailable'
    case 500:
      return 'internal'
  }
}
