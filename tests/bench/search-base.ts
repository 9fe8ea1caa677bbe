import { CATEGORIES, PRIORITIES, STATUSES } from '../../core/tickets/ticket.ts'
import { wordsOf } from '../../core/tickets/search-words.ts'
import { withScope } from '../../db/search/scope.ts'

/** The organization that is measured; the others share the rest. */
export const LARGE = 'org-0'
export const LARGE_TICKETS = 10_000
const OTHERS = 990
const START = Date.parse('2024-01-01T00:00:00Z')
const MINUTE = 60_000
const VOCABULARY = 30_000

const FREQUENT =
  'سرور سلام مشکل لطفا شبکه دیسک اینترنت پشتیبان کند قطع نمی‌شود می‌شود دامنه فاکتور پرداخت ورود رمز خطا ماشین ' +
  'مجازی فضای ابری درخواست افزایش حافظه تنظیمات کاربر سازمان گواهی api dns ssl vpn'
const ONSETS = 'ب پ ت ج چ خ د ر ز س ش ع غ ف ق ک گ ل م ن ه آ'.split(' ')
const RHYMES = 'ا ار ان اب ام ور ون ید یر ین ش نگ رد ست هان ایی'.split(' ')

export interface BaseTicket {
  readonly number: number
  readonly organizationId: string
  readonly title: string
  readonly description: string
  readonly status: string
  readonly priority: string
  readonly category: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly messages: readonly string[]
  /** As the product indexes it. */
  readonly words: readonly string[]
}

/** Words of a made-up Persian by falling frequency, as words of every language fall. */
export interface Vocabulary {
  readonly words: readonly string[]
  text(length: number): string
}

/** The same numbers in each run. */
export function createRandom(seed = 1): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export function createVocabulary(random: () => number): Vocabulary {
  const of = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const all = new Set(FREQUENT.split(' '))
  while (all.size < VOCABULARY) {
    let word = ''
    for (let syllables = 1 + Math.floor(random() * 3); syllables > 0; syllables--)
      word += of(ONSETS) + of(RHYMES)
    all.add(word)
  }
  const words = [...all]
  let sum = 0
  const upTo = words.map((_, rank) => (sum += 1 / (rank + 2.7)))
  return {
    words,
    text: (length) => Array.from({ length }, () => words[position(upTo, random() * sum)]).join(' '),
  }
}

/** Tickets with texts, one after the other; a tenth of them have four messages each. */
export function* createTickets(
  count: number,
  random: () => number,
  { text }: Vocabulary,
): Generator<BaseTicket> {
  const of = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const every = Math.max(1, Math.floor(count / LARGE_TICKETS))
  for (let number = 1; number <= count; number++) {
    const organizationId = number % every === 0 ? LARGE : `org-${1 + Math.floor(random() * OTHERS)}`
    const title = text(3 + Math.floor(random() * 4))
    const description = text(10 + Math.floor(random() * 15))
    const messages = random() < 0.1 ? [text(12), text(20), text(8), text(15)] : []
    const createdAt = START + number * MINUTE
    yield {
      number,
      organizationId,
      title,
      description,
      status: random() < 0.85 ? 'closed' : of(STATUSES),
      priority: of(PRIORITIES),
      category: of(CATEGORIES),
      createdAt,
      updatedAt: createdAt + Math.floor(random() * 20_000) * MINUTE,
      messages,
      words: withScope(wordsOf({ number, texts: [title, description, ...messages] }), organizationId),
    }
  }
}

function position(upTo: readonly number[], value: number): number {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
