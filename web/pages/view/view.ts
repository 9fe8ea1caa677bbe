import type { Context } from 'hono'
import type { Locale } from '../../../core/people/person.ts'
import type { MessageKey, MessageValues, Translator } from '../../../locales/translate.ts'
import { withoutBase } from '../../context/base-path.ts'
import type { WebEnv } from '../../context/web-env.ts'

/** The addresses of the pages' own files. */
export interface PageFiles {
  readonly stylesheet: string
  /** The script that the page loads, and the modules that it imports. */
  readonly script: string
  readonly modules: readonly string[]
  /** For each language, the part of the font that its pages need first. */
  readonly font: Readonly<Record<Locale, string>>
  readonly icon: string
}

/** What every page is rendered with: the reader's language, and what goes into the document around it. */
export interface View {
  readonly locale: Locale
  readonly t: <K extends MessageKey>(key: K, ...values: MessageValues<K>) => string
  /** A text in the other language, for the button that switches to it. */
  readonly inOther: (key: MessageKey & 'language-name') => string
  readonly date: (at: Date) => string
  readonly dateTime: (at: Date) => string
  readonly time: (at: Date) => string
  readonly number: (value: number) => string
  readonly assets: PageFiles
  readonly nonce: string
  /** This page's path and query. */
  readonly here: string
}

/** The view of a person who is signed in. */
export interface SignedInView extends View {
  readonly csrf: string
  /** Identifies the person among all users. */
  readonly user: string
  readonly organization: string
  readonly person: string
  /** The extensions of files that may be attached; what is in them is checked later. */
  readonly accepted: readonly string[]
  /** Whether they manage the organization's groups. */
  readonly manages: boolean
  /** Since when nothing has reached Telegram; null while it does. */
  readonly telegramAwaySince: Date | null
}

/** The view of a request, with or without a session. */
export function createView(c: Context<WebEnv>, translator: Translator, assets: PageFiles): View {
  const locale = c.get('locale') ?? translator.defaultLocale
  const other = locale === 'fa' ? 'en' : 'fa'
  const { pathname, search } = new URL(c.req.url)
  const path = withoutBase(pathname, c.var.base)
  return {
    locale,
    t: (key, ...values) => translator.t(locale, key, ...values),
    inOther: (key) => translator.t(other, key),
    date: (at) => translator.date(locale, at),
    dateTime: (at) => translator.dateTime(locale, at),
    time: (at) => translator.time(locale, at),
    number: (value) => translator.number(locale, value),
    assets,
    nonce: c.var.secureHeadersNonce,
    here: path + search,
  }
}
