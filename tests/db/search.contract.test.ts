import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AgentActor, PanelActor } from '../../core/foundation/actor.ts'
import { createReadTickets, type ReadTickets } from '../../core/reading/read-tickets.ts'
import { parseSearch } from '../../core/tickets/search-words.ts'
import { cleanText } from '../../core/foundation/text.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { ALI, buildTicket, createClock, from, open, START, write } from './_world.ts'

const SARA: PanelActor = {
  kind: 'panel',
  organizationId: 'testco',
  userId: 'u-1',
  name: 'Sara',
  role: 'admin',
}
const RIVAL: PanelActor = { ...SARA, organizationId: 'other' }
const AGENT: AgentActor = { kind: 'agent', telegramId: 8, name: 'Nima' }
const MINUTE = 60_000

describe.each(databases())('searching on $name', (database) => {
  let stores: Stores
  let tickets: ReadTickets
  const clock = createClock()
  beforeEach(async () => {
    ;({ stores } = await database.open({ clock }))
    tickets = createReadTickets(stores)
  })

  const find = async (q: string, actor: PanelActor | AgentActor = SARA, filter = {}) => {
    const { items, total } = await tickets.list(actor, { q, page: 1, pageSize: 100, ...filter })
    expect(total).toBe(items.length)
    return items.map(({ number }) => number)
  }
  const later = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)

  test('title, description, messages and reference, of one’s own organization', async () => {
    const texts = { title: 'کندی سرور', description: 'دیسک پر شده است' }
    const mine = await open(stores, texts)
    const theirs = await open(stores, { ...texts, organizationId: 'other' })
    for (const { number } of [mine, theirs]) await write(stores, number, { text: 'از دیروز قطع است' })
    for (const q of ['سرور', 'ديسک', 'دیروز', 'کندی دیروز دیسک', 'شد']) {
      expect(await find(q)).toEqual([mine.number])
      expect(await find(q, RIVAL)).toEqual([theirs.number])
      expect(await find(q, AGENT)).toEqual([theirs.number, mine.number])
    }
    for (const q of ['KT-2', 'kt-۲', '2', '٢']) {
      expect(await find(q)).toEqual([])
      expect(await find(q, RIVAL)).toEqual([theirs.number])
    }
    expect(await find('سرور شبکه')).toEqual([])
  })

  test('newest activity first, in pages, within the filters', async () => {
    for (let index = 0; index < 12; index++) {
      await open(stores, {
        title: 'سرور',
        updatedAt: later((index * 5) % 12),
        status: index % 2 === 0 ? 'closed' : 'in_progress',
        organizationId: index === 11 ? 'other' : 'testco',
      })
    }
    const all = (await tickets.list(SARA, { page: 1, pageSize: 100 })).items.map(({ number }) => number)
    expect(all).toHaveLength(11)
    expect(await find('سرور')).toEqual(all)
    expect(await find('سرور', SARA, { sort: 'ref' })).toEqual(all.toSorted((a, b) => a - b))
    expect(await tickets.list(SARA, { q: 'سرور', page: 3, pageSize: 4 })).toMatchObject({
      items: all.slice(8).map((number) => ({ number })),
      total: 11,
    })
    expect(await find('سرور', SARA, { status: ['closed'] })).toHaveLength(6)
    expect(await tickets.list(SARA, { q: 'سرور', page: 1_000_000, pageSize: 100 })).toMatchObject({
      items: [],
      total: 11,
    })
  })

  test('notes are never found, also what became one', async () => {
    const { number } = await open(stores)
    await write(stores, number, { text: 'محرمانه', kind: 'note' })
    const id = await write(stores, number, { text: 'پنهان' }, from(5))
    expect(await find('پنهان')).toEqual([number])
    await stores.tickets.change(number, () => ({ result: undefined, withdraw: { messageId: id } }))
    for (const actor of [SARA, AGENT])
      for (const q of ['محرمانه', 'پنهان']) expect(await find(q, actor)).toEqual([])
  })

  test('an edited message is found by what it says now', async () => {
    const { number } = await open(stores)
    const id = await write(stores, number, { text: 'قدیمی مشترک' })
    expect(await find('قدیمی')).toEqual([number])
    await stores.tickets.editMessage(id, { text: 'تازه مشترک', entities: [], file: null }, clock(), () => [])
    expect(await find('قدیمی')).toEqual([])
    expect(await find('تازه مشترک')).toEqual([number])
  })

  test('the text that an album gets with a later item is found', async () => {
    const { number } = await open(stores)
    const id = await write(stores, number, { text: '' }, from(5, 'album'))
    expect(await find('دیررس')).toEqual([])
    await stores.tickets.change(
      number,
      () => ({
        result: undefined,
        addTo: { messageId: id, files: [], text: 'دیررس', entities: [], captions: [] },
      }),
      from(6, 'album'),
    )
    expect(await find('دیررس')).toEqual([number])
  })

  test('names are not searched, so that nothing of a person stays', async () => {
    await open(stores)
    expect(await find('Rezaei')).toEqual([])
    expect(await find('Rezaei', AGENT)).toEqual([])
    await stores.people.forget(Number(ALI.telegramId), () => [])
    expect(await find('سرور')).toEqual([1])
  })

  test('half-spaces, keyboards, digits and marks make no difference', async () => {
    const { number } = await open(stores, {
      title: 'كتاب‌خانه‌ی مركزی',
      description: 'پشتیبانی نمی‌شود مُحَمَّد ۱۲۳ آب و مسأله مؤسسۀ SSL',
    })
    await open(stores, { title: 'دیگر', description: 'هیچ', organizationId: 'other' })
    for (const q of [
      'کتاب خانه',
      'کتابخانه‌ی',
      'نميشود',
      'نمی شود',
      'محمد',
      '١٢٣',
      'اب',
      'مساله',
      'موسسه ssl',
      '\u202Eپشتیبـانی\u202C',
    ])
      expect([q, await find(q)]).toEqual([q, [number]])
  })

  test('what a question cannot mean finds nothing and breaks nothing', async () => {
    const { number } = await open(stores, {
      title: 'سرور near and or not',
      description: "it's a:b \\ 'quoted' 👍",
    })
    for (const q of [
      '"',
      "'",
      '*',
      '؟',
      '()',
      ':',
      '-',
      '\\',
      'words:سرور',
      'سرور & !x',
      '-شبکه',
      'NEAR(شبکه',
    ])
      expect([q, await find(q)]).toEqual([q, []])
    for (const q of [
      '"سرور',
      'سرور*',
      "سرور'",
      '-سرور',
      '^سرور',
      'سرور\u0000',
      'NEAR(',
      'near(سرور',
      "it's",
      '👍',
    ])
      expect([q, await find(q)]).toEqual([q, [number]])
    expect(await find('')).toEqual([number])
    expect(await find(' \n\u200C')).toEqual([number])
    expect(await find('سرور '.repeat(800))).toEqual([number])
    expect(await find('ا‌ب‌'.repeat(60))).toEqual([])
    expect(await find(Array.from({ length: 3_000 }, (_, index) => `x${index}`).join(' '))).toEqual([])
    expect(await find(Array.from({ length: 1_000 }, (_, index) => `x\u200C${index}`).join(' '))).toEqual([])
  })

  test('any question is answered, and any text is found by itself', async () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: fc.constantFrom(...`سر "'*():&|!\\-^ـ\u200C۱kT-<>`.split('')), maxLength: 30 }),
      )
      .map(cleanText)
    await fc.assert(
      fc.asyncProperty(text, text, async (title, q) => {
        const { number } = await open(stores, { title })
        expect(await find(q, RIVAL)).toEqual([])
        await find(q, AGENT)
        const found = await tickets.list(SARA, { q: title, page: 1, pageSize: 100, sort: '-ref' })
        if (parseSearch(title)?.length) expect(found.items[0]?.number).toBe(number)
      }),
      { numRuns: 60 },
    )
  })

  test('more changed tickets than a search takes in: the latest are found, the job takes the rest', async () => {
    for (let index = 0; index < 230; index++)
      await open(stores, { title: 'سرور', updatedAt: later(index), organizationId: 'testco' })
    await open(stores, { title: 'سرور', organizationId: 'other' })
    expect(await find('سرور', SARA, { pageSize: 1_000 })).toHaveLength(200)
    expect((await find('سرور', SARA, { pageSize: 1_000 })).length).toBe(230)
    expect(await stores.search.catchUp(25)).toBe(1)
    expect(await stores.search.catchUp(25)).toBe(0)
  })

  test('a change while tickets are indexed is not lost', async () => {
    const { number } = await open(stores)
    for (let round = 0; round < 20; round++) {
      await Promise.all([
        find('سرور'),
        write(stores, number, { text: `کلمه${round}` }),
        stores.search.catchUp(25),
        stores.tickets.change(number, () => ({
          result: undefined,
          ticket: buildTicket({ number, updatedAt: clock() }),
          message: {
            kind: 'message',
            author: ALI,
            text: `حرف${round}`,
            entities: [],
            attachments: [],
            createdAt: START,
            delivery: { state: 'sent', until: null, reason: null },
          },
        })),
      ])
      expect(await find(`کلمه${round} حرف${round}`)).toEqual([number])
    }
  })

  test('a ticket that cannot be indexed whole is found by its latest messages', async () => {
    const { number } = await open(stores, { title: 'پرگو' })
    for (let index = 0; index < 80; index++) {
      const words = Array.from({ length: 400 }, (_, each) => `واژه${index}x${each}`)
      await write(stores, number, { text: words.join(' ') })
    }
    expect(await find('واژه79x5 پرگو')).toEqual([number])
    expect(await find('واژه0x5')).toEqual([])
  })

  test('nor does one of countless short words hinder any search', async () => {
    const letters = 'ابپتثجچحخدذرزژسش'
    const { number } = await open(stores, { title: 'پرگو' })
    await open(stores, { title: 'کم‌گو', organizationId: 'other' })
    const all = Array.from({ length: 16 ** 4 }, (_, index) =>
      [4096, 256, 16, 1].map((place) => letters[Math.floor(index / place) % 16]).join(''),
    )
    for (let begin = 0; begin < all.length; begin += 800)
      await write(stores, number, { text: all.slice(begin, begin + 800).join(' ') })
    for (const word of ['پرگو', all.at(-1) ?? '', all.at(-9_000) ?? '']) {
      expect(await find(word)).toEqual([number])
      expect(await find(word, RIVAL)).toEqual([])
    }
    expect(await find('کم‌گو', RIVAL)).toEqual([number + 1])
  })
})
