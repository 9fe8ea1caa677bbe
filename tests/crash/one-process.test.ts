import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DatabaseConfig } from '../../db/index.ts'
import { takeLease } from '../../db/claim/lease.ts'
import { databases } from '../_support/databases.ts'
import { PANEL_SECRET } from '../_support/panel.ts'

const ROOT = join(import.meta.dirname, '../..')

interface Ended {
  readonly code: number | null
  readonly said: string
}

/** Starts the product as `npm start` does, with nobody to talk to at Telegram's address. */
function launch(database: DatabaseConfig, dataDir: string) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      BOT_TOKEN: '123456789:AAExample',
      BOT_API_ROOT: 'http://127.0.0.1:9',
      STAFF_CHAT_ID: '-1001234567890',
      PANEL_JWT_SECRET: PANEL_SECRET,
      DATA_DIR: dataDir,
      DATABASE_URL: database.kind === 'sqlite' ? `file:${database.path}` : database.url,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += String(chunk)))
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, said })))
  const listening = new Promise<void>((resolve) => {
    child.stdout.on('data', () => said.includes('listens at') && resolve())
  })
  return {
    child,
    ended,
    /** Resolves when it serves, or rejects with what it said in its place. */
    listens: () => Promise.race([listening, ended.then(({ said: why }) => Promise.reject(new Error(why)))]),
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'kubit-one-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

describe.each(databases())('one process on $name', ({ name, create }) => {
  it('refuses a second one by name, and lets in the next after a kill', { timeout: 90_000 }, async () => {
    const database = await create()
    const dataDir = await folder()
    const first = launch(database, dataDir)
    await first.listens()

    const named = new RegExp(`pid ${first.child.pid} on host ${hostname()}, since 20\\d\\d-`)
    for (const elsewhere of [dataDir, await folder()]) {
      const second = await launch(database, elsewhere).ended
      expect(second.code).toBe(1)
      expect(second.said).toMatch(named)
      expect(second.said).not.toMatch(/ at .*\.js|postgres:|AAExample/)
    }

    for (let round = 0; round < 2; round++) {
      const [running, dir] = round === 0 ? [first, dataDir] : [launch(database, dataDir), dataDir]
      await running.listens()
      await kill(running.child)
      const began = performance.now()
      const next = launch(database, dir)
      await next.listens()
      expect(performance.now() - began).toBeLessThan(8_000)
      await kill(next.child)
    }
  })

  it('holds the folder too, whatever the database', { timeout: 60_000 }, async () => {
    const dataDir = await folder()
    const first = launch(await create(), dataDir)
    await first.listens()
    const second = await launch(await create(), dataDir).ended
    expect(second.said).toContain(`pid ${first.child.pid} `)
  })

  it('lets the next one in when it was asked to stop', { timeout: 60_000 }, async () => {
    const [database, dataDir] = [await create(), await folder()]
    const first = launch(database, dataDir)
    await first.listens()
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    const next = launch(database, name === 'sqlite' ? dataDir : await folder())
    await next.listens()
  })
})

describe.each(databases().filter(({ name }) => name === 'postgres'))('the lease', ({ create }) => {
  async function open() {
    const database = await create()
    if (database.kind !== 'postgres') throw new Error('This is about PostgreSQL.')
    const client = new Client({ connectionString: database.url })
    await client.connect()
    onTestFinished(() => client.end())
    const lost: Error[] = []
    return {
      client,
      lost,
      take: (holdsMs: number) => takeLease(database.url, { onLost: (error) => lost.push(error), holdsMs }),
    }
  }

  it('of a machine that is gone is taken when its time is over, and counted', async () => {
    const { client, take } = await open()
    const first = await take(60_000)
    expect(first.epoch).toBe(1)
    // Its machine burns down: nobody renews it, and nobody here can see that.
    await client.query(`update leases set machine = 'elsewhere', until = now() + interval '1 s'`)
    const second = await take(60_000)
    expect(second.epoch).toBe(2)
    await second.release()
    await first.release()
    const third = await take(60_000)
    expect(third.epoch).toBe(3)
    await third.release()
  })

  it('of another machine that renews it is left to it', async () => {
    const { client, take } = await open()
    const first = await take(2_000)
    await client.query(`update leases set machine = 'elsewhere', host = 'db-1', pid = 42`)
    await expect(take(2_000)).rejects.toThrow(/pid 42 on host db-1, since 20/)
    await first.release()
  })

  it('that was lost is noticed by who had it', async () => {
    const { client, lost, take } = await open()
    const lease = await take(400)
    await client.query(`update leases set owner = 'other', host = 'db-2', pid = 43`)
    await expect
      .poll(() => lost.map(({ message }) => message))
      .toEqual([expect.stringMatching(/pid 43 on host db-2/)])
    await lease.release()
  })

  it('outlives a database that is out of reach for a while', async () => {
    const { client, lost, take } = await open()
    const lease = await take(400)
    const renewals = async () =>
      (await client.query<{ until: Date }>('select until from leases')).rows[0]?.until
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
    )
    const before = await renewals()
    await expect.poll(async () => Number(await renewals()) > Number(before)).toBe(true)
    expect(lost).toEqual([])
    await lease.release()
  })
})
