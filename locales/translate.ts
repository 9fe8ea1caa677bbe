import { readFileSync } from 'node:fs'
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle'
import { createCalendar } from './calendar.ts'
import type { MessageVariables } from './keys.ts'

export type Locale = 'fa' | 'en'
export type MessageKey = keyof MessageVariables
export type MessageValue = string | number | Date

/** What `t` takes after a key: nothing, or exactly the variables its text has. */
export type MessageValues<K extends MessageKey> = [MessageVariables[K]] extends [never]
  ? []
  : [values: Readonly<Record<MessageVariables[K], MessageValue>>]

/** The texts people read. A locale of null is the installation's default. */
export interface Translator {
  readonly locales: readonly Locale[]
  readonly defaultLocale: Locale
  /** Strings pass untouched, numbers get the locale's digits, instants become a day and a time. */
  readonly t: <K extends MessageKey>(locale: Locale | null, key: K, ...values: MessageValues<K>) => string
  /** `۱ آذر ۱۴۰۵` or `22 Nov 2026` */
  readonly date: (locale: Locale | null, at: Date) => string
  /** `۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰` or `22 Nov 2026, 20:10` */
  readonly dateTime: (locale: Locale | null, at: Date) => string
  /** `۲۰:۱۰` or `20:10` */
  readonly time: (locale: Locale | null, at: Date) => string
  /** `۱٬۲۳۴` or `1,234` */
  readonly number: (locale: Locale | null, value: number) => string
}

export interface TranslatorOptions {
  readonly defaultLocale: Locale
  readonly timeZone: string
  /** What may be attached, like `PNG`; without it, what may be attached everywhere. */
  readonly fileTypes?: readonly string[]
  /** Called with what is wrong with a text, which is then shown in the other language; without it `t` throws. */
  readonly onProblem?: (problem: string) => void
}

const LOCALES = ['fa', 'en'] as const satisfies readonly Locale[]
const COMMA = { fa: '، ', en: ', ' } as const
const FALLBACK = { fa: 'en', en: 'fa' } as const

/** Loads the texts of both languages. Throws when a file can't be parsed. */
export function createTranslator(options: TranslatorOptions): Translator {
  const { defaultLocale, timeZone, fileTypes, onProblem } = options
  const bundles = { fa: loadBundle('fa'), en: loadBundle('en') }
  const calendars = { fa: createCalendar('fa', timeZone), en: createCalendar('en', timeZone) }
  const numbers = { fa: new Intl.NumberFormat('fa-IR'), en: new Intl.NumberFormat('en-GB') }

  if (fileTypes) for (const locale of LOCALES) nameFileTypes(locale, fileTypes)

  /** Says in all sentences about files which ones may be attached. */
  function nameFileTypes(locale: Locale, types: readonly string[]): void {
    const most = types.slice(0, -1).join(COMMA[locale])
    const words = stripIsolates(format(locale, 'file-types', { most, last: types.at(-1) ?? '' }))
    bundles[locale].addResource(new FluentResource(`-file-types = ${words}`), { allowOverrides: true })
  }

  function report(problem: string): void {
    if (!onProblem) throw new Error(problem)
    onProblem(problem)
  }

  function format(locale: Locale, key: string, values: Readonly<Record<string, MessageValue>>): string {
    const pattern = bundles[locale].getMessage(key)?.value
    if (!pattern) {
      report(`No text ${key} in ${locale}`)
      return bundles[FALLBACK[locale]].hasMessage(key) ? format(FALLBACK[locale], key, values) : key
    }
    const variables: Record<string, FluentVariable> = {}
    for (const [name, value] of Object.entries(values)) variables[name] = fluent(locale, value)
    const errors: Error[] = []
    const text = bundles[locale].formatPattern(pattern, variables, errors)
    for (const error of errors) report(`Text ${key} in ${locale}: ${error.message}`)
    return text
  }

  function fluent(locale: Locale, value: MessageValue): FluentVariable {
    if (value instanceof Date) return calendarText('date-moment', locale, value)
    return typeof value === 'number' ? new FluentNumber(value) : value
  }

  function calendarText(key: 'date-day' | 'date-moment', locale: Locale, at: Date): string {
    return stripIsolates(format(locale, key, calendars[locale](at)))
  }

  return {
    locales: LOCALES,
    defaultLocale,
    t: (locale, key, ...[values]) => format(locale ?? defaultLocale, key, values ?? {}),
    date: (locale, at) => calendarText('date-day', locale ?? defaultLocale, at),
    dateTime: (locale, at) => calendarText('date-moment', locale ?? defaultLocale, at),
    time: (locale, at) => calendars[locale ?? defaultLocale](at).time,
    number: (locale, value) => numbers[locale ?? defaultLocale].format(value),
  }
}

/** A text without the invisible marks that keep text directions apart, to compare or to search. */
export function stripIsolates(text: string): string {
  return text.replace(/[\u200E\u200F\u2066-\u2069]/g, '')
}

function loadBundle(locale: Locale): FluentBundle {
  const bundle = new FluentBundle(locale === 'fa' ? 'fa-IR' : 'en-GB')
  const source = readFileSync(new URL(`./${locale}.ftl`, import.meta.url), 'utf8')
  const [error] = bundle.addResource(new FluentResource(source))
  if (error) throw error
  return bundle
}
