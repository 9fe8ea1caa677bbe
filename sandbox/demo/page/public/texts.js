import { labelDirection } from './dom.js'
import { en } from './texts/en.js'
import { fa } from './texts/fa.js'

const TEXTS = { fa, en }

/** The language of the server's state, which is the same for everybody on the page. */
export const language = document.documentElement.lang === 'en' ? 'en' : 'fa'

/** A text of the page in its language. */
export function t(key, ...values) {
  const text = TEXTS[language][key]
  return typeof text === 'function' ? text(...values.map(isolate)) : (text ?? key)
}

/** Isolates a name, whose direction may differ from that of the sentence around it. */
function isolate(value) {
  if (typeof value !== 'string') return value
  return `${labelDirection(value) === 'rtl' ? '\u2067' : '\u2066'}${value}\u2069`
}

/** A text in every language: the bot's buttons are in the language that their reader chose. */
export const everyText = (key) => Object.values(TEXTS).map((texts) => texts[key])

const format = (options) =>
  new Intl.DateTimeFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { timeZone: 'Asia/Tehran', ...options })
const times = format({ hour: '2-digit', minute: '2-digit' })
const days = format({ day: 'numeric', month: 'long' })
const dates = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const numbers = new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB')
const sizes = new Intl.NumberFormat(language === 'fa' ? 'fa-IR' : 'en-GB', { maximumFractionDigits: 1 })

/** Unix time as hours and minutes. */
export const timeText = (at) => times.format(at * 1000)

/** Unix time as a day; `now` (milliseconds) says which is today's. */
export function dayText(at, now) {
  const day = days.format(at * 1000)
  return day === days.format(now) ? t('today') : day
}

/** Unix time, with its day where that is not today. */
export function whenText(at, now) {
  const day = days.format(at * 1000)
  return day === days.format(now) ? timeText(at) : listText([day, timeText(at)])
}

/** A time (milliseconds) as a clock on the wall shows it. */
export const clockText = (now) => times.format(now)

/** A day (milliseconds) with its weekday, in the calendar of the language. */
export function dateText(now) {
  const parts = Object.fromEntries(dates.formatToParts(now).map(({ type, value }) => [type, value]))
  return `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}`
}

export const listText = (items) => items.join(t('comma'))

export const numberText = (number) => numbers.format(number)

export function sizeText(bytes) {
  const mega = bytes >= 1048576
  return `${sizes.format(bytes / (mega ? 1048576 : 1024))} ${t(mega ? 'megabytes' : 'kilobytes')}`
}
