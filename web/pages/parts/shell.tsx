import { html } from 'hono/html'
import type { FC, PropsWithChildren } from 'hono/jsx'
import type { SignedInView, View } from '../view/view.ts'
import { Hidden } from '../forms/hidden.tsx'
import { Icon, Icons } from './icons.tsx'

/** The sections that the header links to. */
export type Section = 'tickets' | 'new' | 'telegram'

const SECTIONS = { tickets: '/tickets', new: '/tickets/new', telegram: '/telegram' } as const

/** The HTML document around every page. With `live` it loads the scripts. */
export const Document: FC<PropsWithChildren<{ view: View; title: string; live?: boolean }>> = ({
  view,
  title,
  live,
  children,
}) => {
  const { t, locale, assets, nonce } = view
  return html`<!doctype html>${(
      <html lang={locale} dir={locale === 'fa' ? 'rtl' : 'ltr'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{t('page-title', { page: title })}</title>
          <meta name="description" content={t('page-product')} />
          <meta name="color-scheme" content="light dark" />
          <link rel="preload" href={assets.font[locale]} as="font" type="font/woff2" crossorigin="" />
          <link rel="stylesheet" href={assets.stylesheet} />
          <link rel="icon" href={assets.icon} type="image/svg+xml" />
          {live && assets.modules.map((path) => <link rel="modulepreload" href={path} nonce={nonce} />)}
          {live && <script type="module" src={assets.script} nonce={nonce}></script>}
        </head>
        <body>
          <Icons />
          {children}
        </body>
      </html>
    )}`
}

/** The frame of every page for people who are signed in: header, content, and the elements that scripts use. */
export const Shell: FC<
  PropsWithChildren<{ view: SignedInView; title: string; section: Section | null; notice?: string | null }>
> = ({ view, title, section, notice, children }) => {
  const { t } = view
  return (
    <Document view={view} title={title} live>
      <a class="skip" href="#content">
        {t('page-skip')}
      </a>
      <Header view={view} section={section} />
      <main id="content" tabindex={-1} data-user={view.user}>
        {view.telegramAwaySince && (
          <p class="notice away row" role="status">
            <Icon name="alert" />
            {t('page-telegram-away', { since: view.dateTime(view.telegramAwaySince) })}
          </p>
        )}
        {notice && (
          <p class="notice row" role="status">
            <Icon name="check" />
            {notice}
          </p>
        )}
        {children}
      </main>
      <div
        id="announcer"
        class="unseen"
        role="status"
        data-message={t('page-live-message')}
        data-status={t('page-live-status')}
      ></div>
      <p id="connection" role="status" data-lost={t('page-live-lost')} data-back={t('page-live-back')}></p>
      <dialog id="confirm" aria-labelledby="confirm-title">
        <form method="post">
          <Hidden view={view} />
          <h2 id="confirm-title"></h2>
          <p id="confirm-text"></p>
          <div class="buttons">
            <button type="button" class="button quiet" data-dismiss>
              {t('button-dismiss')}
            </button>
            <button class="button primary">{t('button-confirm')}</button>
          </div>
        </form>
      </dialog>
    </Document>
  )
}

const Header: FC<{ view: SignedInView; section: Section | null }> = ({ view, section }) => {
  const { t, locale, organization, person, here } = view
  const other = locale === 'fa' ? 'en' : 'fa'
  return (
    <header class="header">
      <a class="brand row" href="/tickets" aria-label={t('page-product')}>
        <Logo />
        <span>{t('page-product')}</span>
      </a>
      <nav aria-label={t('page-sections')}>
        {(['tickets', 'new', 'telegram'] as const).map((each) => (
          <a href={SECTIONS[each]} aria-current={each === section ? 'page' : undefined}>
            {t(`page-nav-${each}`)}
          </a>
        ))}
      </nav>
      <div class="account row">
        <span class="who dim" title={person}>
          <bdi>{organization}</bdi>
        </span>
        <form method="post" action="/language">
          <Hidden view={view} />
          <input type="hidden" name="next" value={here} />
          <button class="button quiet small" name="locale" value={other} lang={other}>
            {view.inOther('language-name')}
          </button>
        </form>
        <form method="post" action="/sign-out">
          <Hidden view={view} />
          <button class="button quiet small">{t('page-sign-out')}</button>
        </form>
      </div>
    </header>
  )
}

/** The product's mark: a speech bubble with a wave in it. */
export const Logo: FC = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <path
      fill="#1565c0"
      d="M6 3h20a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H14l-7 5v-5H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"
    />
    <path
      fill="none"
      stroke="#fff"
      stroke-width="2.6"
      stroke-linecap="round"
      d="M7 17c3 0 3-5 6-5s3 5 6 5 3-5 6-5"
    />
  </svg>
)
