import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createDisk } from '../chaos/_disk.ts'
import { PATIENCE, startCrashWorld } from './_world.ts'

it(
  'a full disk of SQLite is told as busy, and what was said meanwhile is not lost',
  { timeout: 90_000 },
  async () => {
    const disk = createDisk()
    onTestFinished(() => disk.close())
    const database = { kind: 'sqlite', path: join(disk.folder, 'desk.sqlite') } as const
    const world = await startCrashWorld(database, { dataDir: disk.folder, env: { MIN_FREE_DISK: '1MB' } })
    const { tg, panel, product, staff, group, agents } = world
    const number = await world.openTicket()
    const path = `/api/v1/tickets/KT-${number}/messages`
    const write = (text: string, key: string = randomUUID()) =>
      panel.call('POST', path, { text }, { 'Idempotency-Key': key })

    const makeRoom = disk.fill(product.pid())
    // What the file has set aside is used up first.
    const refused = await until(async () => {
      const answer = await write('x'.repeat(3_000))
      return answer.status === 201 ? null : answer
    })
    expect([refused.status, refused.body['code']]).toEqual([503, 'busy'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    agents[0]?.in(staff, world.topicOf(number)).send('while it was full')
    expect((await write('again', 'once')).status).toBe(503)

    makeRoom()
    await tg.until(() => group.messages().some(({ text }) => text.includes('while it was full')), PATIENCE)
    expect((await until(async () => only(201, await write('again', 'once')))).status).toBe(201)
    tg.assertClean()
  },
)

function only<Answer extends { readonly status: number }>(status: number, answer: Answer): Answer | null {
  return answer.status === status ? answer : null
}

async function until<Found>(look: () => Promise<Found | null>): Promise<Found> {
  for (;;) {
    const found = await look()
    if (found !== null) return found
  }
}
