import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf } from '../_support/form.ts'
import { read, startWorld } from '../_support/world.ts'
import { answerTicket, apiOf, botSays, inTopic, lastSaid, must, openTicket, topicId } from './_story.ts'

/** What people have broken support bots with. */
const NASTY = [
  '<3',
  '<b>',
  '</b>&amp;',
  '_i*[',
  '[x](tg://user?id=1)',
  '`code`',
  '\u202Egnp.exe\u202C',
  '\u2068\u2067\u2066',
  '👨‍👩‍👧‍👦',
  '🇮🇷',
  '👍🏽',
  'e\u0301\u0327',
  '\u0000',
  '\u0007',
  '\uFFFD',
  '@KubitSupportBot',
  '#KT-1',
  'https://example.com/?a=1&b=<2>',
  '{ $name }',
  '%s',
  'KT-1',
  '؛،٫۱۲۳',
  '\u200c',
  '\u3164',
  "'; drop table tickets; --",
]

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
)
/** A text with something to see in it, no longer than a limit. */
const hostile = (max: number) =>
  fc
    .tuple(fc.constantFrom('ا', 'x', '<', '۷'), fc.array(piece, { maxLength: 12 }))
    .map(([seen, pieces]) => [seen, ...pieces].join(''))
    // Telegram's own clients trim, and no text begins with a command by chance.
    .filter((text) => text.length <= max && text === text.trim())

const RUNS = { numRuns: 25, interruptAfterTimeLimit: 40_000 }

/** As it is kept: without what no database holds. */
const kept = (text: string) => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '\uFFFD')

describe('hostile texts', () => {
  it('as names, titles, descriptions, answers and replies arrive as they were', async () => {
    const world = await startWorld()
    const { tg, group, bot, maryam } = world
    let number = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          name: hostile(64),
          title: hostile(128),
          description: hostile(600),
          answer: hostile(600),
          reply: hostile(600),
        }),
        async ({ name, title, description, answer, reply }) => {
          const ref = `KT-${++number}`
          const person = tg.addUser({ firstName: name })
          group.join(person)
          const card = await openTicket(world, { who: person, title, description })
          const ticket = await apiOf(world.panel).ticket(ref)
          expect(kept(description).trim()).toBe(ticket.description)
          expect(read(card.text)).toContain(read(ticket.title))

          await answerTicket(world, `- ${answer}`, number)
          const arrived = lastSaid(world)
          expect(arrived.text).toContain(kept(`- ${answer}`))
          person.in(group).reply(arrived, reply)
          await world.settle()
          expect(
            must(world.staff.messages(topicId(world, number)).findLast(({ from }) => from.id === bot.id))
              .text,
          ).toContain(kept(reply))
          expect((await apiOf(world.panel).messages(ref)).map(({ text }) => text)).toEqual([
            kept(`- ${answer}`),
            kept(reply),
          ])
          maryam.in(world.staff).send(`/queue@${bot.username}`)
          person.in(group).send(`/tickets@${bot.username}`)
          await world.settle()
          expect(
            botSays(world)
              .at(-1)
              ?.buttonTexts.some((label) => read(label).startsWith(`🟠 ${ref}`)),
          ).toBe(true)
          world.advance(60_000)
        },
      ),
      RUNS,
    )
  }, 60_000)

  it('turn no line around: overrides are taken out of names and titles', async () => {
    const world = await startWorld()
    const card = await openTicket(world, { title: 'فاکتور\u202Efdp.exe\u2066' })
    expect((await apiOf(world.panel).ticket()).title).toBe('فاکتورfdp.exe')
    for (const text of [card.text, ...world.staff.topics().map(({ name }) => name)])
      expect(text).not.toContain('\u202E')
    const person = world.tg.addUser({ firstName: 'علی\u202Eدمحم' })
    world.group.join(person)
    person.in(world.group).reply(card, 'سلام')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('علیدمحم')
  })

  it('as file names', async () => {
    const world = await startWorld()
    const form = formOf(world, world.ali)
    await form.begin()
    await form.answer('عنوان')
    await form.answer('شرح')
    await form.press('فوری')
    await form.press('فنی')
    const menu = await form.menu()
    await fc.assert(
      fc.asyncProperty(hostile(100), async (name) => {
        const file = { bytes: Buffer.from('%PDF-1.7\n'), name: `${name}.pdf`, mime: 'application/pdf' }
        form.at.document({ ...file, replyTo: menu })
        await world.settle()
        form.at.document({ ...file, bytes: Buffer.from('MZ\0\0'), replyTo: menu })
        await world.settle()
        expect(menu.text).toContain('پذیرفته نمی‌شود')
        await form.press('حذف پیوست‌ها')
        world.advance(60_000)
      }),
      RUNS,
    )
  }, 60_000)

  it('as the names of an organization and its groups', async () => {
    await fc.assert(
      fc.asyncProperty(hostile(128), async (name) => {
        const world = await startWorld({ activated: false })
        world.group.rename(name)
        const panel = world.panelFor({ sub: 'u-9', name, org: { id: 'hostile', name } })
        expect((await apiOf(panel).activate(world.group.id)).status).toBe(201)
        await world.settle()
        expect(lastSaid(world).text).toContain('فعال می‌باشد')
        await openTicket(world)
        world.ali.in(world.group).send(`/tickets@${world.bot.username}`)
        await world.settle()
        expect(read(lastSaid(world).text)).toContain('صفحهٔ ۱ از ۱')
      }),
      { numRuns: 6 },
    )
  }, 60_000)
})

describe('the longest there is', () => {
  it.each([
    ['letters', 'آ'.repeat(4096)],
    ['families', '👨‍👩‍👧‍👦'.repeat(372)],
    ['words', 'سلام '.repeat(819)],
    ['markup', '<3 _i*[ '.repeat(512).trim()],
  ])('4096 characters of %s, both ways', async (_what, text) => {
    const world = await startWorld()
    const card = await openTicket(world, { title: 'ع'.repeat(128), description: text })
    expect((await apiOf(world.panel).ticket()).description).toBe(text.trim())
    const inside = inTopic(world).join('')
    expect(inside).toContain(read(text.trim()).slice(-500))

    await answerTicket(world, text)
    const arrived = botSays(world).filter(({ id }) => id > card.id)
    const joined = arrived.map((message) => message.text).join('')
    expect(joined.replaceAll(/\s/g, '')).toContain(text.replaceAll(/\s/g, ''))
    world.ali.in(world.group).reply(must(arrived[0]), text)
    await world.settle()
    expect(inTopic(world).join('').replaceAll(/\s/g, '')).toContain(text.replaceAll(/\s/g, ''))
    for (const message of [...arrived, ...world.staff.messages(topicId(world))]) {
      expect(message.text.length).toBeLessThanOrEqual(4096)
    }
  })
})
