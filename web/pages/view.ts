import type { Context } from 'hono'
import type { Locale } from '../../core/people/person.ts'
import type { MessageKey, MessageValues, Translator } from '../../locales/translate.ts'
import type { WebEnv } from '../middleware/context.ts'
import type { Assets } from './assets.ts'

/** What every page is given to show itself: the reader's language and what stands around the page. */
export interface View {
  readonly locale: Locale
  readonly t: <K extends MessageKey>(key: K, ...values: MessageValues<K>) => string
  /** Another language's word, for the switch. */
  readonly inOther: (key: MessageKey & 'language-name') => string
  readonly date: (at: Date) => string
  readonly dateTime: (at: Date) => string
  readonly time: (at: Date) => string
  readonly number: (value: number) => string
  readonly assets: Assets
  readonly nonce: string
  /** Path and query of this page. */
  readonly here: string
}

/** A page of somebody who is signed in. */
export interface SignedInView extends View {
  readonly csrf: string
  /** Whose page it is, told apart from everybody else's. */
  readonly user: string
  readonly organization: string
  readonly person: string
  /** Whether they manage the organization's groups. */
  readonly manages: boolean
}

/** What every page takes from its request; `locale` may be settled before there is a session. */
export function createView(c: Context<WebEnv>, translator: Translator, assets: Assets): View {
  const locale = c.get('locale') ?? translator.defaultLocale
  const other = locale === 'fa' ? 'en' : 'fa'
  const { pathname, search } = new URL(c.req.url)
  return {
    locale,
    t: (key, ...values) => translator.t(locale, key, ...values),
    inOther: (key) => translator.t(other, key),
    date: (at) => translator.date(locale, at),
    dateTime: (at) => translator.dateTime(locale, at),
    time: (at) => translator.time(locale, at),
    number: (value) => translator.number(locale, value),
    assets,
    nonce: c.var.nonce,
    here: pathname + search,
  }
}
