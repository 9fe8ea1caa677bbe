/** What stands in the log in place of something that must not be read there. */
export const HIDDEN = '[hidden]'

/** None of these looks twice at the same stretch of a text: what is logged may be long, and somebody else's. */
const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // a bot's token, in addresses too
  [/(?<!\d)\d+(?::|%3A)[\w-]{30,}/gi, HIDDEN],
  // Kavenegar's key
  [/(\/v1\/)[^/\s]+(?=\/(?:sms|verify|account|utils|call)\b)/g, `$1${HIDDEN}`],
  [/\b(Bearer\s+)\S+/gi, `$1${HIDDEN}`],
  [/([?&]token=)[^&\s]+/gi, `$1${HIDDEN}`],
  // an Iranian mobile, in any digits and with separators
  [
    /(?<![\d\u06f0-\u06f9])(?:(?:\+|00|\u06f0\u06f0)?[9\u06f9][8\u06f8][\s-]?|[0\u06f0])[9\u06f9](?:[\s-]?[\d\u06f0-\u06f9]){9}(?![\d\u06f0-\u06f9])/g,
    HIDDEN,
  ],
]
const WORD = /\S+/g
const DOTTED = /[\w.-]+/g
const USER = /:\/\/[^:@/]*:/

/** A text without secrets, phones, and what errors quote of other texts. */
export function hideSecrets(text: string): string {
  const words = text.includes('://') ? text.replace(WORD, hidePassword) : text
  const tokens = words.includes('eyJ') ? words.replace(DOTTED, hideToken) : words
  const clean = PATTERNS.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), tokens)
  return hideBetween(hideBetween(clean, 'Unexpected token ', ' is not valid JSON'), '\nparams: ', '')
}

/** The password in a database's address. */
function hidePassword(word: string): string {
  const end = word.lastIndexOf('@')
  const user = USER.exec(word)
  const start = user ? user.index + user[0].length : -1
  return start < 0 || end <= start ? word : `${word.slice(0, start)}${HIDDEN}${word.slice(end)}`
}

/** A JWT: it begins with an object in base64, and has dots. */
function hideToken(run: string): string {
  const start = run.indexOf('eyJ')
  return start >= 0 && run.includes('.', start) ? run.slice(0, start) + HIDDEN : run
}

/** What an error of the database or of JSON.parse quotes: all between two words; an empty `to` is the text's end. */
function hideBetween(text: string, from: string, to: string): string {
  const found = text.indexOf(from)
  if (found < 0) return text
  const start = found + from.length
  const end = to === '' ? text.length : text.lastIndexOf(to)
  return end < start ? text : text.slice(0, start) + HIDDEN + text.slice(end)
}
