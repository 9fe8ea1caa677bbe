import { expect, test } from 'vitest'
import { answerTicket, apiOf, openTicket, otherPanel } from '../journeys/_story.ts'
import { startWorld } from '../_support/world.ts'
import { AGENT, type Client, expectProblem, openWorld } from './_world.ts'

const TICKETS = '/api/v1/tickets'

async function found(client: Client, q: string, rest = ''): Promise<string[]> {
  const answer = await client.get(`${TICKETS}?q=${encodeURIComponent(q)}${rest}`)
  expect(answer.status).toBe(200)
  expect(answer.body.total).toBe(answer.body.items.length)
  return answer.body.items.map(({ ref }) => ref)
}

test('words are looked for in one’s own organization’s tickets', async () => {
  const { sara, omid, rival, open } = await openWorld()
  const first = await open({ title: 'کندی سرور', description: 'دیسک پر است' })
  const second = await open({ title: 'خرید سرور', description: 'SSL لازم است' })
  const theirs = (
    await rival.post(TICKETS, { title: 'سرور ما', description: 'دیسک', priority: 'low', category: 'sales' })
  ).body.ref

  for (const client of [sara, omid]) {
    expect(await found(client, 'سرور', '&sort=ref')).toEqual([first, second])
    expect(await found(client, 'ديسك سرور')).toEqual([first])
    expect(await found(client, 'ssl')).toEqual([second])
    expect(await found(client, 'KT-۲')).toEqual([second])
    expect(await found(client, theirs)).toEqual([])
  }
  expect(await found(rival, 'سرور')).toEqual([theirs])
  expect(await found(rival, first)).toEqual([])
})

test('newest activity first, with filters and pages', async () => {
  const { sara, open, pass } = await openWorld()
  const refs: string[] = []
  for (const priority of ['low', 'high', 'low']) {
    refs.unshift(await open({ title: 'سرور', priority }))
    pass(60_000)
  }
  expect(await found(sara, 'سرور')).toEqual(refs)
  expect(await found(sara, 'سرور', '&priority=low')).toEqual([refs[0], refs[2]])
  expect(await found(sara, 'سرور', '&sort=createdAt')).toEqual(refs.toReversed())
  await sara.post(`${TICKETS}/${refs[2]}/messages`, { text: 'هنوز هم' })
  expect(await found(sara, 'سرور')).toEqual([refs[2], refs[0], refs[1]])
  const page = (await sara.get(`${TICKETS}?q=سرور&page=2&pageSize=2`)).body
  expect(page).toMatchObject({ items: [{ ref: refs[1] }], total: 3, page: 2, pageSize: 2 })
})

test('what was posted is found at once, notes never', async () => {
  const { sara, rival, desk, open } = await openWorld()
  const ref = await open()
  await sara.post(`${TICKETS}/${ref}/messages`, { text: 'شماره پیگیری ABC-77' })
  expect(await found(sara, 'abc 77')).toEqual([ref])
  const content = { text: 'یادداشت محرمانه', entities: [], attachments: [] }
  const origin = { kind: 'telegram', chatId: -1009, messageId: 5, albumId: null } as const
  await desk.addNote(AGENT, 1, { content, origin })
  for (const client of [sara, rival]) expect(await found(client, 'محرمانه')).toEqual([])
})

test('a blank question does not filter, signs find nothing, long ones are refused', async () => {
  const { sara, rival, open } = await openWorld()
  const ref = await open()
  for (const q of ['', ' ', '\u200C']) expect(await found(sara, q)).toEqual([ref])
  for (const q of ['"', '*', 'NEAR(', '؟!', '\u202E.', "' or 1=1", 'x'.repeat(200)])
    expect(await found(sara, q)).toEqual([])
  expect(await found(rival, '')).toEqual([])
  for (const length of [201, 4096])
    expectProblem(await sara.get(`${TICKETS}?q=${'x'.repeat(length)}`), 400, 'invalid_request', 'q too_long')
  expectProblem(await sara.get(`${TICKETS}?q=a&q=b`), 400, 'invalid_request', 'q invalid')
  expectProblem(await sara.get(`${TICKETS}?sort=title`), 400, 'invalid_request', 'sort not_allowed')
})

test('what is said and edited in Telegram is found at once, by the organization it was said to', async () => {
  const world = await startWorld()
  const { ali, group, panel } = world
  const card = await openTicket(world)
  const find = async (q: string, by = panel) =>
    (await by.call<{ total: number }>('GET', `${TICKETS}?q=${encodeURIComponent(q)}`)).body.total
  const sent = ali.in(group).reply(card, 'خطای قدیمی')
  await world.settle()
  expect([await find('قديمي'), await find('تازه')]).toEqual([1, 0])
  ali.in(group).edit(sent, 'خطای تازه')
  await world.settle()
  expect([await find('قدیمی'), await find('تازه')]).toEqual([0, 1])

  await answerTicket(world, 'پاسخ پشتیبان')
  await answerTicket(world, '// نکته‌ی داخلی')
  expect([await find('پشتیبان'), await find('داخلی')]).toEqual([1, 0])
  expect((await apiOf(panel).messages()).length).toBe(2)
  expect([await find('تازه', otherPanel(world)), await find('KT-1', otherPanel(world))]).toEqual([0, 0])
})
