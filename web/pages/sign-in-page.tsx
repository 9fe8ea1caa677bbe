import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { SignedInUser } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'
import type { SignInOffer, SignInPage } from '../session/sign-in.ts'
import type { Assets } from './assets.ts'
import { Document, Logo } from './parts/shell.tsx'
import { createView, type View } from './view/view.ts'

/** Posts the form as soon as somebody looks at it; a page that is only prepared waits. */
const POST_ITSELF = `
const post = () => document.forms[0].requestSubmit()
if (document.prerendering) document.addEventListener('prerenderingchange', post, { once: true })
else post()
`

/** Shows the page behind a link of the panel. */
export function createSignInPage(translator: Translator, assets: Assets): SignInPage {
  return (c, offer) => {
    // Without an origin the form could not show where it comes from; the address holds the token.
    c.header('Referrer-Policy', 'strict-origin')
    const view = createView(c, translator, assets)
    return c.html(<EnterPage view={view} offer={offer} />, offer.instead ? 409 : 200)
  }
}

const EnterPage: FC<{ view: View; offer: SignInOffer }> = ({ view, offer }) => {
  const { t, nonce } = view
  const { token, next, user, instead } = offer
  return (
    <Document view={view} title={t('page-enter')}>
      <main class="problem">
        <Logo />
        <h1>{t('page-enter')}</h1>
        {instead ? (
          <p>{t('page-enter-instead', { other: nameOf(instead), person: nameOf(user) })}</p>
        ) : (
          <p>{t('page-enter-text', { person: nameOf(user) })}</p>
        )}
        <form method="post" action="/sso">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="next" value={next} />
          {instead && <input type="hidden" name="replace" value="yes" />}
          <button class="button primary">{t('page-enter-button')}</button>
        </form>
        {instead ? (
          <p>
            <a class="button quiet" href="/tickets">
              {t('page-enter-stay')}
            </a>
          </p>
        ) : (
          <script nonce={nonce}>{raw(POST_ITSELF)}</script>
        )}
      </main>
    </Document>
  )
}

function nameOf({ name, organization }: Pick<SignedInUser, 'name' | 'organization'>): string {
  return `${name} (${organization.name})`
}
