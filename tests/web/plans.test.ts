import { expect, test } from 'vitest'
import { PRIORITIES } from '../../core/tickets/ticket.ts'
import { type Client, openWorld } from './_world.ts'

const DAY = 86_400_000
const PATH = '/api/v1/plans'

interface Plans {
  readonly current: string
  readonly items: {
    readonly id: string
    readonly name: string
    readonly hours: string
    readonly priorities: {
      readonly priority: string
      readonly offered: boolean
      readonly responseMinutes: number | null
      readonly monthlyTickets: number | null
    }[]
  }[]
  readonly usage: {
    readonly from: string
    readonly to: string
    readonly priorities: { readonly priority: string; readonly used: number; readonly left: number | null }[]
  }
}

async function read(client: Client): Promise<Plans> {
  const answer = await client.get(PATH)
  expect(answer.status).toBe(200)
  return answer.body as unknown as Plans
}

/** `used/left` from low to critical. */
async function usage(client: Client): Promise<string> {
  const { priorities } = (await read(client)).usage
  expect(priorities.map(({ priority }) => priority)).toEqual(PRIORITIES.toReversed())
  return priorities.map(({ used, left }) => `${used}/${left ?? '∞'}`).join(' ')
}

test('the plans are those that are sold', async () => {
  const { sara } = await openWorld()
  const { current, items } = await read(sara)
  expect(current).toBe('basic')
  const rows = items.map(({ id, name, hours, priorities }) =>
    [
      id,
      name,
      hours,
      ...priorities.map(({ offered, responseMinutes, monthlyTickets }) =>
        offered ? `${responseMinutes} ${monthlyTickets ?? '∞'}` : `- ${responseMinutes} ${monthlyTickets}`,
      ),
    ].join(' | '),
  )
  expect(rows).toEqual([
    'basic | پایه | 5x9 | 2880 30 | 1440 10 | - null 0 | - null 0 | - null 0',
    'medium | متوسط | 5x9 | 2880 ∞ | 720 ∞ | 480 10 | 120 3 | - null 0',
    'large | بزرگ | 24x7 | 1440 ∞ | 720 ∞ | 480 15 | 120 5 | 30 2',
    'professional | حرفه‌ای | 24x7 | 1440 ∞ | 240 ∞ | 240 ∞ | 60 30 | 30 10',
  ])
})

test('they are named in the caller’s language', async () => {
  const { signIn } = await openWorld()
  const { items } = await read(await signIn({ locale: 'en' }))
  expect(items.map(({ name }) => name)).toEqual(['Basic', 'Medium', 'Large', 'Professional'])
})

test('what is used is the organization’s own, of this month of the Persian calendar', async () => {
  const { sara, omid, rival, open, pass } = await openWorld()
  expect((await read(sara)).usage).toMatchObject({
    from: '2026-11-21T20:30:00.000Z',
    to: '2026-12-21T20:30:00.000Z',
  })
  await open({ priority: 'low' })
  const closed = await open({ priority: 'low' })
  expect((await sara.post(`/api/v1/tickets/${closed}/close`)).status).toBe(200)
  // Nothing is enforced: what basic does not offer can be opened, and counts.
  await open({ priority: 'critical' })
  for (const client of [sara, omid]) expect(await usage(client)).toBe('2/28 0/10 0/0 0/0 1/0')
  expect(await usage(rival)).toBe('0/30 0/10 0/0 0/0 0/0')

  pass(30 * DAY)
  expect(await usage(sara)).toBe('0/30 0/10 0/0 0/0 0/0')
  // A ticket of the month before counts there, whatever happens to it now.
  expect((await sara.post(`/api/v1/tickets/${closed}/reopen`)).status).toBe(200)
  expect(await usage(sara)).toBe('0/30 0/10 0/0 0/0 0/0')
  await open({ priority: 'normal' })
  expect(await usage(sara)).toBe('0/30 1/9 0/0 0/0 0/0')
})

test('a quota that is overdrawn has nothing left', async () => {
  const { signIn } = await openWorld()
  const client = await signIn({ org: { id: 'large', name: 'Large', plan: 'large' } })
  for (let count = 0; count < 3; count++) {
    const draft = { title: 'عنوان', description: 'شرح', priority: 'critical', category: 'sales' }
    expect((await client.post('/api/v1/tickets', draft)).status).toBe(201)
  }
  expect(await usage(client)).toBe('0/∞ 0/∞ 0/15 0/5 3/0')
})

test('a plan that is none of these has no limits', async () => {
  const { signIn } = await openWorld()
  const client = await signIn({ org: { id: 'golden', name: 'Golden', plan: 'gold' } })
  const { current, items } = await read(client)
  expect([current, items.length]).toEqual(['gold', 4])
  expect(await usage(client)).toBe('0/∞ 0/∞ 0/∞ 0/∞ 0/∞')
})
