import { Client } from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import { PATIENCE, startCrashWorld } from './_world.ts'

it.each(databases().filter(({ name }) => name === 'postgres'))(
  'a start on a locked inbox waits for it',
  { timeout: 90_000 },
  async ({ create }) => {
    const database = await create()
    if (database.kind !== 'postgres') throw new Error('This is about PostgreSQL.')
    const { tg, product, openTicket, topicOf, agents, staff, group } = await startCrashWorld(database)
    const number = await openTicket()
    await product.kill()
    const [locker, watcher] = await Promise.all([connect(database.url), connect(database.url)])
    await locker.query('begin')
    await locker.query('lock table inbox in access exclusive mode')

    await product.start()
    const ended = vi.fn<() => void>()
    void product.ended().then(ended)
    const began = new Set<number>()
    // Whoever waits gives up after five seconds; then it is another attempt.
    await vi.waitFor(
      async () => {
        const since = await waitingSince(watcher)
        if (since !== null) began.add(since)
        expect(ended.mock.calls.length + began.size).toBeGreaterThan(1)
      },
      { timeout: 30_000 },
    )
    expect(ended).not.toHaveBeenCalled()
    await locker.query('rollback')
    agents[0]?.in(staff, topicOf(number)).send('after the lock')
    await tg.until(() => group.messages().some(({ text }) => text.includes('after the lock')), PATIENCE)
  },
)

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** When the first of those who wait for the lock asked for it; in ms. */
async function waitingSince(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ since: Date | null }>(
    `select min(query_start) as since from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and query like '%inbox%'`,
  )
  return rows[0]?.since?.getTime() ?? null
}
