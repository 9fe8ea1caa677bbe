import { globSync, readFileSync } from 'node:fs'
import { parseSync, Visitor } from 'oxc-parser'
import { analyse } from 'scslre'
import { describe, expect, test } from 'vitest'
import { takeDescription, takeTitle } from '../bot/form/texts.ts'
import { emptyDraft, type FormStart } from '../bot/form/draft.ts'
import { renderMessage } from '../bot/render/message.ts'
import { clip, splitPages } from '../bot/render/split.ts'
import { commandIn, noteIn } from '../bot/staff/note.ts'
import { contentOf } from '../bot/update/content.ts'
import { cleanFileName } from '../core/files/file-name.ts'
import { acceptedFiles, fitsName, isTypicalName, withExtension } from '../core/files/file-rules.ts'
import { createContentCheck } from '../core/files/check-content.ts'
import { asciiDigits, cleanLine, cleanText, isVisible, trimEndOf } from '../core/foundation/text.ts'
import { parseGroupId } from '../core/groups/group.ts'
import { normalizeMobile } from '../core/people/mobile.ts'
import { foldText, parseSearch, wordsOf } from '../core/tickets/search-words.ts'
import { descriptionSchema, parseReference, titleSchema } from '../core/tickets/ticket.ts'
import { hideSecrets } from '../hide-secrets.ts'
import { createTranslator, stripIsolates } from '../locales/translate.ts'
import { createLogger } from '../logger.ts'
import { parseCursor } from '../web/api/present-event.ts'
import { fileHeaders } from '../web/downloads/file-headers.ts'
import { isFresh, rangeOf } from '../web/downloads/range.ts'
import { localeOfTag } from '../web/middleware/language.ts'
import { parseListQuery } from '../web/pages/list/query.ts'
import { Avatar } from '../web/pages/parts/marks.tsx'
import { splitLinks } from '../web/pages/parts/prose.tsx'
import { ownPath } from '../web/session/own-path.ts'
import { boundaryOf, createPartCount } from '../web/uploads/count-parts.ts'

/** How long the inputs are that cost is compared at; a cost that grows with the square shows at these. */
const UNITS = 2_000
const SHORT = 10 * UNITS
const LONG = 20 * UNITS
const MOST = 3
/** Below this, a clock measures itself. */
const FLOOR_MS = 1
const ROUNDS = 5

/** What repeats in a text that is meant to cost much: marks that patterns stop at, begin with, or take back. */
const SEEDS = [
  '.',
  ' ',
  ')',
  'a.',
  '. ',
  '0',
  '1:',
  '-',
  'a',
  'eyJ',
  'eyJ.',
  '://',
  '://a:',
  'http://',
  'http://)',
  'http://(a) ',
  'http://xn--a-',
  '@',
  '/v1/',
  'kt ',
  'kt-',
  '\n',
  '\nparams: ',
  'Unexpected token ',
  '?token=',
  'Bearer ',
  '+98 9',
  '%22',
  ',',
  ';',
  ';boundary=',
  '/',
  '\\',
  '<',
  '//',
  '\u200C',
  'س\u200C',
  '\u0316\u0301',
  'a\u0301',
  '\u064B\u0651',
  '\u{1F468}\u200D',
  '\u{1F1EE}',
  '\uD800',
  '\uFDFA',
  '\u2068',
  '\u202E',
]

/** What makes a pattern begin, before a run of one mark. */
const HEADS = ['kt', 'http://x', '://a:', 'eyJ', 'Bearer', 'bytes=', '; boundary=']
const RUNS = ['.', ' ', ')', '0', '-', 'a', '\u200C']
const SHAPES: readonly (readonly [head: string, seed: string])[] = [
  ...SEEDS.map((seed) => ['x', seed] as const),
  ...HEADS.flatMap((head) => RUNS.map((run) => [head, run] as const)),
]

const texts = createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' })
const logger = createLogger({ level: 'debug', destination: { write: () => {} } })
const draft = () =>
  emptyDraft({ texts: [] as FormStart['texts'], files: [] as FormStart['files'] } as FormStart)
const message = (fields: object) =>
  ({ message_id: 1, date: 1, chat: { id: 1, type: 'private' }, ...fields }) as Parameters<typeof contentOf>[0]
const written = (text: string) =>
  ({
    author: { side: 'customer', name: text, telegramId: 1, panelUserId: null },
    ticketNumber: 1,
    text,
    entities: [],
  }) as unknown as Parameters<typeof renderMessage>[2]

/** Every function that reads or shapes what somebody else wrote. */
const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  cleanText,
  cleanLine,
  isVisible,
  asciiDigits,
  trimEndOf: (text) => trimEndOf(text, text.slice(0, 3)),
  cleanFileName,
  fitsName: (text) => fitsName({ type: 'text/plain', dimensions: null }, text),
  isTypicalName: (text) => isTypicalName(text, acceptedFiles([])),
  withExtension: (text) => withExtension(text, 'text/plain'),
  contentCheck: (text) => {
    const check = createContentCheck()
    for (let at = 0; at < text.length; at += 1_000) check.push(Buffer.from(text.slice(at, at + 1_000)))
    return check.end()
  },
  titleSchema: (text) => titleSchema.safeParse(text),
  descriptionSchema: (text) => descriptionSchema.safeParse(text),
  parseReference,
  parseGroupId,
  normalizeMobile,
  foldText,
  parseSearch,
  wordsOf: (text) => wordsOf({ number: 1, texts: [text] }),
  takeTitle: (text) => takeTitle(draft(), message({ text })),
  takeDescription: (text) => takeDescription(draft(), message({ text })),
  contentOf: (text) => contentOf(message({ caption: text, document: { file_name: text } })),
  noteIn: (text) => noteIn({ text, entities: [] }, 'bot'),
  commandIn: (text) => commandIn(`/${text}`, 'bot'),
  renderMessage: (text) => renderMessage(texts, 'fa', written(text), { room: 'staff', inTopic: true }),
  splitPages: (text) => splitPages({ text, entities: [] }),
  clip: (text) => clip(text, 100),
  splitLinks,
  Avatar: (text) => Avatar({ name: text }),
  fileHeaders: (text) =>
    fileHeaders({ id: 'x', name: text, type: text } as Parameters<typeof fileHeaders>[0]),
  isFresh: (text) => isFresh(text, '"x"'),
  rangeOf: (text) => rangeOf(`bytes=${text}`, undefined, '"x"', 10),
  localeOfTag,
  ownPath: (text) => ownPath(`/${text}`),
  parseCursor,
  parseListQuery: (text) => parseListQuery(new URLSearchParams({ q: text, status: text, page: text })),
  boundaryOf: (text) => boundaryOf(`multipart/form-data; boundary=${text}`),
  partCount: (text) => {
    const count = createPartCount('multipart/form-data; boundary=x')
    for (let at = 0; at < text.length; at += 1_000) count.push(Buffer.from(text.slice(at, at + 1_000)))
    return count.parts()
  },
  stripIsolates,
  translate: (text) => texts.t('fa', 'delivery-panel', { name: text }),
  hideSecrets,
  logger: (text) => logger.info({ err: new Error(text), said: text }, text),
}

describe.each(Object.entries(FUNCTIONS))('%s', (_name, run) => {
  test('costs twice as much for twice as much', { timeout: 120_000 }, () => {
    const dear = SHAPES.flatMap(([head, seed]) => {
      const ratio = growth(run, head, seed)
      return ratio > MOST ? [[head, seed, ratio]] : []
    })
    expect(dear).toEqual([])
  })
})

test('the clock tells a cost that grows with the square', () => {
  const dots = (text: string) => /[. ]+$/.test(text)
  expect(growth(dots, 'x', '.')).toBeGreaterThan(MOST)
})

test('no pattern can look at the same stretch of a text again and again', () => {
  const files = globSync('{core,bot,web,db,sms,jobs,file-store,config,locales,app}/**/*.{ts,tsx}').concat(
    globSync('*.ts'),
  )
  const found = files.flatMap((file) =>
    patternsIn(file).flatMap(({ pattern, flags }) =>
      analyse({ source: pattern, flags }).reports.map(({ type }) => `${file}: ${type} /${pattern}/${flags}`),
    ),
  )
  expect(files.length).toBeGreaterThan(300)
  expect(found).toEqual([])
})

/** How many times as much the longer input costs; the best of some rounds, since a busy machine only adds. */
function growth(run: (text: string) => unknown, head: string, seed: string): number {
  let [short, long] = [Infinity, Infinity]
  let ratio = Infinity
  for (let round = 0; round < ROUNDS && ratio > MOST; round++) {
    short = Math.min(short, cost(run, textOf(head, seed, SHORT)))
    long = Math.min(long, cost(run, textOf(head, seed, LONG)))
    ratio = Math.max(long, FLOOR_MS) / Math.max(short, FLOOR_MS)
  }
  return ratio
}

function cost(run: (text: string) => unknown, text: string): number {
  // The process's own time: others on the machine are not its fault.
  const start = process.cpuUsage()
  run(text)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

/** Ends in what the repeated is not, so that what looks for its end looks in vain. */
function textOf(head: string, seed: string, length: number): string {
  return `${head}${seed.repeat(length / seed.length)}x`
}

function patternsIn(file: string): { readonly pattern: string; readonly flags: string }[] {
  const patterns: { readonly pattern: string; readonly flags: string }[] = []
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  new Visitor({
    Literal(node) {
      if ('regex' in node && node.regex) patterns.push(node.regex)
    },
  }).visit(program)
  return patterns
}
