import { beforeAll, describe, expect, test } from 'vitest'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import {
  buildFile,
  buildHistory,
  buildMessage,
  buildTicket,
  card,
  createClock,
  due,
  from,
  HOME,
  never,
  NIMA,
  open,
  START,
  write,
} from './_world.ts'

describe.each(databases())('tickets on $name', (database) => {
  const clock = createClock()
  let stores: Stores
  beforeAll(async () => {
    ;({ stores } = await database.open({ clock }))
  })

  test('what is opened is found again, whole', async () => {
    const ticket = await open(
      stores,
      {
        assignee: { telegramId: 2 ** 52 - 1, name: 'Nima' },
        home: { chatId: -(2 ** 52) + 1, threadId: 77 },
        closedAt: new Date(START.getTime() + 1),
        autoCloseAt: new Date(START.getTime() + 2),
        smsFailure: '418',
        source: 'panel',
        creator: { side: 'customer', name: 'مریم', telegramId: null, panelUserId: 'u-1' },
      },
      { files: [buildFile(), buildFile({ name: 'b.png', size: 2 ** 33 })] },
    )
    expect(await stores.tickets.get(ticket.number)).toEqual(ticket)
    expect(await stores.tickets.history(ticket.number)).toEqual([buildHistory()])
    const files = await stores.tickets.files(ticket.number)
    expect(files).toMatchObject([buildFile(), buildFile({ name: 'b.png', size: 2 ** 33 })])
    for (const { id } of files) expect(id).toMatch(/^[\w-]{22}$/)
    expect(await stores.tickets.filesOf([ticket.number, 999_999])).toEqual(
      new Map([
        [ticket.number, files],
        [999_999, []],
      ]),
    )
  })

  test('a ticket without one is null', async () => {
    expect(await stores.tickets.get(999_999)).toBeNull()
    expect(await stores.tickets.files(999_999)).toEqual([])
    expect(await stores.tickets.filesOf([])).toEqual(new Map())
  })

  test('a repeated request opens nothing and gets the first ticket', async () => {
    const first = await open(stores, {}, { requestKey: 'r-1' })
    const again = await stores.tickets.open({
      requestKey: 'r-1',
      files: [buildFile()],
      cardMessageId: null,
      decide: never,
    })
    expect(again).toEqual({ ticket: first, created: false })
    expect((await open(stores, {}, { requestKey: 'r-2' })).number).toBe(first.number + 1)
  })

  test('requests repeated at the same time open one ticket', async () => {
    const opened = await Promise.all(
      Array.from({ length: 10 }, () =>
        stores.tickets.open({
          requestKey: 'at once',
          files: [],
          cardMessageId: null,
          decide: (number) => ({
            result: undefined,
            ticket: buildTicket({ number }),
            history: buildHistory(),
          }),
        }),
      ),
    )
    expect(new Set(opened.map(({ ticket }) => ticket.number)).size).toBe(1)
    expect(opened.filter(({ created }) => created)).toHaveLength(1)
  })

  test('numbers have no gaps, whatever fails beside them', async () => {
    const before = (await open(stores)).number
    const opened = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        index % 3 === 0
          ? stores.tickets.open({ requestKey: null, files: [], cardMessageId: null, decide: never })
          : open(stores),
      ),
    )
    const numbers = opened.flatMap((each) =>
      each.status === 'fulfilled' && 'number' in each.value ? [each.value.number] : [],
    )
    expect(numbers.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => before + 1 + index),
    )
  })

  test('the message that becomes the card is linked and has its place', async () => {
    const { number } = await open(stores, { home: { chatId: HOME, threadId: 5 } }, { cardMessageId: 901 })
    expect(await stores.links.find(HOME, 901)).toEqual({
      chatId: HOME,
      messageId: 901,
      ticketNumber: number,
      storedId: null,
      role: 'card',
    })
    expect(await stores.links.place(number, 'customer')).toMatchObject({ chatId: HOME, cardMessageId: 901 })
  })

  test('a change writes everything it decides', async () => {
    const { number } = await open(stores)
    const entry = buildHistory({ from: 'awaiting_response', to: 'in_progress', by: NIMA, cause: 'taken' })
    const changed = await stores.tickets.change(
      number,
      ({ ticket, album }, now) => ({
        result: { album, now },
        ticket: {
          ...ticket,
          status: 'in_progress',
          assignee: { telegramId: 8, name: 'Nima' },
          updatedAt: now,
        },
        history: entry,
        message: buildMessage({
          text: 'متن',
          entities: [{ type: 'bold', offset: 0, length: 2 }],
          attachments: [buildFile()],
        }),
        deliveries: ({ messageId, attachmentIds }) => [
          { ...card(number), payload: { kind: 'late_files', room: 'staff', messageId, attachmentIds } },
        ],
      }),
      from(100),
    )
    expect(changed).toMatchObject({ duplicate: false, result: { album: null, now: clock() } })
    const ticket = await stores.tickets.get(number)
    expect(ticket).toEqual(changed.ticket)
    expect(ticket).toMatchObject({ status: 'in_progress', assignee: { name: 'Nima' } })
    expect(await stores.tickets.history(number)).toEqual([buildHistory(), entry])
    const { items, total } = await stores.tickets.messages(number, { page: 1, pageSize: 10, notes: false })
    expect(total).toBe(1)
    expect(items).toEqual([await stores.tickets.message(Number(changed.messageId))])
    expect(items[0]).toMatchObject({
      ...buildMessage({ text: 'متن' }),
      entities: [{ type: 'bold' }],
      attachments: [buildFile()],
      editedAt: null,
    })
    expect(await stores.links.find(HOME, 100)).toMatchObject({
      storedId: changed.messageId,
      role: 'source',
      ticketNumber: number,
    })
    const delivery = (await due(stores, clock())).find((each) => each.ticketNumber === number)
    expect(delivery?.payload).toMatchObject({
      messageId: changed.messageId,
      attachmentIds: items[0]?.attachments.map(({ id }) => id),
    })
  })

  test('a ticket that is not there is refused before anything is decided', async () => {
    await expect(stores.tickets.change(999_999, never)).rejects.toThrow(new DeskError('not_found'))
  })

  test('what is thrown rolls everything back', async () => {
    const { number } = await open(stores)
    const refusal = new DeskError('ticket_closed')
    await expect(
      stores.tickets.change(
        number,
        () => {
          throw refusal
        },
        from(200),
      ),
    ).rejects.toBe(refusal)
    const broken = stores.tickets.change(
      number,
      ({ ticket }) => ({
        result: undefined,
        ticket: { ...ticket, status: 'closed' },
        history: buildHistory({ to: 'closed' }),
        message: buildMessage(),
        deliveries: () => {
          throw new Error('halfway')
        },
      }),
      from(200),
    )
    await expect(broken).rejects.toThrow('halfway')
    expect((await stores.tickets.get(number))?.status).toBe('awaiting_response')
    expect(await stores.tickets.history(number)).toHaveLength(1)
    expect(await stores.tickets.latestMessages(number, 10)).toEqual([])
    expect(await stores.links.find(HOME, 200)).toBeNull()
  })

  test('a failed change takes nothing of those beside it', async () => {
    const [a, b] = [await open(stores), await open(stores)]
    const outcomes = await Promise.allSettled([
      write(stores, a.number, { text: 'one' }),
      stores.tickets.change(a.number, never),
      write(stores, b.number, { text: 'two' }),
      stores.tickets.change(999_999, never),
      write(stores, a.number, { text: 'three' }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    const texts = async (number: number) =>
      (await stores.tickets.latestMessages(number, 9)).map(({ text }) => text)
    expect((await texts(a.number)).toSorted()).toEqual(['one', 'three'])
    expect(await texts(b.number)).toEqual(['two'])
  })

  test.each([
    ['a Telegram message', from(300)],
    ['a request of the panel', { kind: 'panel', requestKey: 'p-300' }],
  ] as const)('%s that comes again is stored once', async (_name, origin) => {
    const { number } = await open(stores)
    const messageId = await write(stores, number, {}, origin)
    const again = await stores.tickets.change(number, never, origin)
    expect(again).toEqual({ duplicate: true, ticket: await stores.tickets.get(number), messageId })
  })

  test.each([
    ['a Telegram message', from(400)],
    ['a request of the panel', { kind: 'panel', requestKey: 'p-400' }],
  ] as const)('%s that comes twenty times at once is stored once', async (_name, origin) => {
    const { number } = await open(stores)
    const ids = await Promise.all(Array.from({ length: 20 }, () => write(stores, number, {}, origin)))
    expect(new Set(ids).size).toBe(1)
    expect(await stores.tickets.latestMessages(number, 30)).toHaveLength(1)
  })

  test('one message on two tickets at once is stored once', async () => {
    const [a, b] = [await open(stores), await open(stores)]
    const changes = await Promise.all(
      [a, b, a, b].map(({ number }) =>
        stores.tickets.change(number, () => ({ result: undefined, message: buildMessage() }), from(450)),
      ),
    )
    expect(changes.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect(new Set(changes.map(({ messageId }) => messageId)).size).toBe(1)
    expect(new Set(changes.map(({ ticket }) => ticket.number)).size).toBe(1)
  })

  test('panel messages without a key each count', async () => {
    const { number } = await open(stores)
    const origin = { kind: 'panel', requestKey: null } as const
    expect(await write(stores, number, {}, origin)).not.toBe(await write(stores, number, {}, origin))
  })

  test('twenty changes at once see one another', async () => {
    const { number } = await open(stores)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        stores.tickets.change(number, ({ ticket }, now) => {
          const to = ticket.status === 'closed' ? ('awaiting_response' as const) : ('closed' as const)
          return {
            result: undefined,
            ticket: { ...ticket, status: to },
            history: buildHistory({ at: now, from: ticket.status, to, cause: 'closed_by_agent' }),
          }
        }),
      ),
    )
    const lines = await stores.tickets.history(number)
    expect(lines).toHaveLength(21)
    for (const [index, line] of lines.entries()) if (index > 0) expect(line.from).toBe(lines[index - 1]?.to)
    expect((await stores.tickets.get(number))?.status).toBe(lines.at(-1)?.to)
  })

  test('what a ticket was written in is linked to it, unless it belongs to another one, and can be rewritten', async () => {
    const first = await open(stores)
    await write(stores, first.number, { text: 'an answer' }, from(7_001))
    const parts = [
      { messageId: 7_003, about: null, text: 'شرح' },
      { messageId: 7_004, about: 'a.pdf', text: '' },
    ]
    const sources = [
      { messageId: 7_001, role: 'description' as const },
      { messageId: 7_002, role: 'title' as const },
      { messageId: 7_003, role: 'description' as const },
    ]
    const { number } = await open(stores, { descriptionParts: parts }, { sources })
    expect((await stores.tickets.get(number))?.descriptionParts).toEqual(parts)
    expect((await stores.tickets.get(first.number))?.descriptionParts).toEqual([])
    const linked = async (messageId: number) => {
      const link = await stores.links.find(HOME, messageId)
      return [link?.ticketNumber, link?.role, link?.storedId]
    }
    expect((await linked(7_001)).slice(0, 2)).toEqual([first.number, 'source'])
    expect(await linked(7_002)).toEqual([number, 'title', null])
    expect(await linked(7_003)).toEqual([number, 'description', null])
    const rewritten = [{ messageId: 7_003, about: null, text: 'تازه' }]
    await stores.tickets.change(number, ({ ticket }) => ({
      result: undefined,
      ticket: { ...ticket, title: 'عنوان تازه', description: 'تازه', descriptionParts: rewritten },
    }))
    expect(await stores.tickets.get(number)).toMatchObject({
      title: 'عنوان تازه',
      description: 'تازه',
      descriptionParts: rewritten,
    })
  })

  test('a message keeps what it replies to, and an album what stands under each item', async () => {
    const { number } = await open(stores)
    const asked = await write(stores, number, { text: 'question' })
    const captions = [{ messageId: 5, text: 'one', entities: [{ type: 'bold', offset: 0, length: 3 }] }]
    const id = await write(stores, number, { text: 'one', captions, replyToId: asked })
    expect(await stores.tickets.message(asked)).toMatchObject({ captions: [], replyToId: null })
    expect(await stores.tickets.message(id)).toMatchObject({ captions, replyToId: asked })
    const edited = [{ messageId: 5, text: 'two', entities: [] }]
    await stores.tickets.editMessage(
      id,
      { text: 'two', entities: [], captions: edited, file: null },
      clock(),
      () => [],
    )
    expect(await stores.tickets.message(id)).toMatchObject({ text: 'two', captions: edited })
  })

  test('an edit replaces the text once', async () => {
    const { number } = await open(stores)
    const id = await write(stores, number, { text: 'before' })
    const edit = (text: string, entities = [] as { type: string; offset: number; length: number }[]) =>
      stores.tickets.editMessage(id, { text, entities, file: null }, clock(), () => [card(number)])
    expect(await edit('before')).toBe(false)
    expect(
      await due(stores, clock()).then((all) => all.filter((each) => each.ticketNumber === number)),
    ).toEqual([])
    expect(await edit('after')).toBe(true)
    expect(await edit('after')).toBe(false)
    expect(await edit('after', [{ type: 'bold', offset: 0, length: 5 }])).toBe(true)
    expect(await edit('after', [{ length: 5, offset: 0, type: 'bold' }])).toBe(false)
    expect(await stores.tickets.message(id)).toMatchObject({ text: 'after', editedAt: clock() })
    const unknown = stores.tickets.editMessage(
      999_999,
      { text: 'x', entities: [], file: null },
      clock(),
      never,
    )
    expect(await unknown).toBe(false)
    expect(await stores.tickets.message(999_999)).toBeNull()
  })

  test('messages come oldest first, page by page, with their files and without notes', async () => {
    const { number } = await open(stores)
    for (let index = 1; index <= 5; index++) {
      await write(stores, number, {
        text: `m${index}`,
        kind: index === 3 ? 'note' : 'message',
        attachments: index === 2 ? [buildFile({ name: '1' }), buildFile({ name: '2' })] : [],
      })
    }
    const page = async (n: number, notes: boolean) => {
      const { items, total } = await stores.tickets.messages(number, { page: n, pageSize: 2, notes })
      return [total, ...items.map(({ text }) => text)]
    }
    expect(await page(1, false)).toEqual([4, 'm1', 'm2'])
    expect(await page(2, false)).toEqual([4, 'm4', 'm5'])
    expect(await page(2, true)).toEqual([5, 'm3', 'm4'])
    expect(await page(9, true)).toEqual([5])
    const latest = await stores.tickets.latestMessages(number, 3)
    expect(latest.map(({ text }) => text)).toEqual(['m2', 'm4', 'm5'])
    expect(latest[0]?.attachments.map(({ name }) => name)).toEqual(['1', '2'])
    expect(await stores.tickets.files(number)).toEqual([])
  })

  test('a ticket is due for closing from its instant on', async () => {
    const { number } = await open(stores, { autoCloseAt: new Date(START.getTime() + 60_000) })
    expect(await stores.tickets.expired(new Date(START.getTime() + 59_999), 10)).not.toContain(number)
    expect(await stores.tickets.expired(new Date(START.getTime() + 60_000), 10)).toContain(number)
    expect(await stores.tickets.expired(new Date(START.getTime() + 60_000), 1)).toHaveLength(1)
  })
})
