import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../db/engine/sqlite/open.ts'

test('a transaction is not forgotten, whenever it is asked for while another one is committed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-commit-'))
  const db = await openSqlite(join(folder, 'test.sqlite'))
  onTestFinished(async () => {
    await db.close()
    rmSync(folder, { recursive: true })
  })
  for (let steps = 0; steps < 30; steps++) {
    const second = new Promise<string>((resolve) => {
      void db.tx(async () => {
        void later(steps).then(() => db.tx(() => Promise.resolve('done')).then(resolve))
      })
    })
    const end = AbortSignal.timeout(1_000)
    const forgotten = new Promise<string>((resolve) => {
      end.addEventListener('abort', () => resolve('forgotten'))
    })
    expect(await Promise.race([second, forgotten]), `after ${steps} steps`).toBe('done')
  }
})

async function later(steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await Promise.resolve()
}
