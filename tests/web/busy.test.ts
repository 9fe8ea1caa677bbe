import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { DRAFT, expectProblem, openWorld } from './_world.ts'

test('a locked database is said, and when to try again; what only reads goes on', async () => {
  const { sara, filesFolder, log, open } = await openWorld()
  const ref = await open()
  const tool = new Sqlite(join(filesFolder, '../desk.db'))
  onTestFinished(() => void tool.close())
  tool.exec('begin exclusive')

  const posted = sara.post('/api/v1/tickets', DRAFT, { 'Idempotency-Key': 'once' })
  expect((await sara.get(`/api/v1/tickets/${ref}`)).status).toBe(200)
  const refused = await posted
  expectProblem(refused, 503, 'busy')
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(refused.body.title).toBe('سامانه اکنون مشغول است')
  expect(log.filter((line) => line.includes('"code":"busy"'))).toHaveLength(1)

  tool.exec('rollback')
  const again = await sara.post('/api/v1/tickets', DRAFT, { 'Idempotency-Key': 'once' })
  expect([again.status, again.body.ref]).toEqual([201, 'KT-2'])
})
