import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../db/index.ts'
import { createTelegramServer } from '../sandbox/index.ts'
import { databases } from './_support/databases.ts'
import { createProxy, hasProxies, listen, PROXY_SECRETS } from './_support/proxies.ts'

const run = promisify(execFile)
const root = new URL('..', import.meta.url).pathname

/** Runs the doctor as an operator would, in an empty folder. */
async function examine(
  env: Record<string, string>,
): Promise<{ readonly code: number; readonly words: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kubit-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const options = { cwd: root, env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env } }
  try {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'doctor.ts'], options)
    return { code: 0, words: stdout }
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string }
    return { code, words: stdout }
  }
}

async function buildTelegram(admin: boolean, kind: 'forum' | 'supergroup') {
  const tg = await createTelegramServer()
  onTestFinished(() => tg.close())
  const bot = tg.addBot({ username: 'KubitSupportBot' })
  const maryam = tg.addUser({ firstName: 'مریم' })
  const staff = tg.addGroup({ title: 'پشتیبان‌ها', kind, members: [maryam], owner: maryam })
  staff.add(bot, { by: maryam, admin })
  return {
    BOT_TOKEN: bot.token,
    BOT_API_ROOT: tg.apiRoot,
    STAFF_CHAT_ID: String(staff.id),
    PANEL_JWT_SECRET: 'a panel secret for tests, 32 bytes or more',
  }
}

test('finds nothing wrong with a good configuration', async () => {
  const { code, words } = await examine(await buildTelegram(true, 'forum'))
  expect(words).toContain("✓ The token is @KubitSupportBot's.")
  expect(words).toContain('✓ The staff group has topics')
  expect(words).toContain('✓ The bot has the rights it needs')
  expect(words).toContain('✓ The database works')
  expect(code).toBe(0)
})

test('says what to do about a bot that is no admin, in a group without topics', async () => {
  const { code, words } = await examine(await buildTelegram(false, 'supergroup'))
  expect(words).toContain('i The staff group has no topics')
  expect(words).toContain('✗ The bot is no admin of the staff group.\n    Make it one')
  expect(code).toBe(1)
})

test('a wrong token, a group the bot is not in, settings that cannot be read', async () => {
  const good = await buildTelegram(true, 'forum')
  const refused = await examine({ ...good, BOT_TOKEN: `${good.BOT_TOKEN.slice(0, -3)}xyz` })
  expect(refused.words).toContain('✗ Telegram refuses the token.')
  const elsewhere = await examine({ ...good, STAFF_CHAT_ID: '-1009999' })
  expect(elsewhere.words).toContain('✗ The bot is not in the staff group.')
  const unreadable = await examine({ ...good, PORT: 'many', TIME_ZONE: 'Mars/Base' })
  expect(unreadable.words).toMatch(/PORT.*\n.*TIME_ZONE/)
  expect([refused.code, elsewhere.code, unreadable.code]).toEqual([1, 1, 1])
})

describe.each(databases())('the doctor only looks: $name', ({ name, create }) => {
  /** The database's setting, a connection to it, and the names of what it consists of. */
  async function buildDatabase() {
    const config = await create()
    const isFile = config.kind === 'sqlite'
    const url = isFile ? `file:${config.path}` : config.url
    async function ask(sql: string): Promise<Record<string, unknown>[]> {
      if (!isFile) {
        const client = new Client({ connectionString: url })
        await client.connect()
        const { rows } = await client.query<Record<string, unknown>>(sql)
        await client.end()
        return rows
      }
      const connection = new Sqlite(config.path)
      const statement = connection.prepare(sql)
      const rows = statement.reader ? (statement.all() as Record<string, unknown>[]) : []
      if (!statement.reader) statement.run()
      connection.close()
      return rows
    }
    return { config, url, ask }
  }
  const MIGRATIONS = name === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations'
  const good = () => buildTelegram(true, 'forum')

  test('at no database, and makes none', async () => {
    const { config, url, ask } = await buildDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'kubit-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const dataDir = join(folder, 'data')
    const { code, words } = await examine({ ...(await good()), DATABASE_URL: url, DATA_DIR: dataDir })
    expect(words).toContain(`✓ The database works (${name}); the product makes its tables when it starts.`)
    expect(code).toBe(0)
    expect(await readdir(folder)).toEqual([])
    if (config.kind === 'sqlite') expect(existsSync(config.path)).toBe(false)
    else
      expect(
        await ask(`select * from pg_tables where tableowner = current_user and schemaname !~ '^pg_|^info'`),
      ).toEqual([])
  })

  test('at one that is being used and is older, and brings nothing up to date', async () => {
    const { config, url, ask } = await buildDatabase()
    const opened = await openDatabase(config, { clock: () => new Date() })
    onTestFinished(() => opened.close())
    const settings = { ...(await good()), DATABASE_URL: url }
    expect((await examine(settings)).words).toContain(`✓ The database works (${name}).`)
    await ask(`delete from ${MIGRATIONS} where created_at = (select max(created_at) from ${MIGRATIONS})`)
    const before = await ask(`select hash from ${MIGRATIONS}`)
    const { code, words } = await examine(settings)
    expect(words).toContain(`i The database works (${name}) and is older than this version.`)
    expect(code).toBe(0)
    expect(await ask(`select hash from ${MIGRATIONS}`)).toEqual(before)
  })

  test.runIf(name === 'sqlite')(
    'at the files of one that nobody has open, and leaves none beside it',
    async () => {
      const { config, url } = await buildDatabase()
      if (config.kind !== 'sqlite') throw new Error('no file')
      const settings = { ...(await good()), DATABASE_URL: url }
      await (await openDatabase(config, { clock: () => new Date() })).close()
      const beside = async () =>
        (await readdir(dirname(config.path))).filter((file) => file.startsWith(basename(config.path)))
      const bytes = await readFile(config.path)
      expect((await examine(settings)).words).toContain('✓ The database works (sqlite).')
      expect(await beside()).toEqual([basename(config.path)])
      expect(bytes.equals(await readFile(config.path))).toBe(true)

      await writeFile(config.path, 'my diary, which is no database')
      const diary = await examine(settings)
      expect(diary.words).toContain(`✗ The database cannot be used: ${config.path} is no SQLite database.`)
      expect(diary.code).toBe(1)
      expect(await beside()).toEqual([basename(config.path)])
    },
  )

  test.runIf(name === 'postgres')('at a server that is not there', async () => {
    const { code, words } = await examine({
      ...(await good()),
      DATABASE_URL: 'postgres://u:hush@localhost:1/d',
    })
    expect(words).toMatch(/✗ The database cannot be used: .*ECONNREFUSED/)
    expect(words).not.toContain('hush')
    expect(code).toBe(1)
  })
})

describe('the way to Telegram', () => {
  test.runIf(hasProxies())('the proxy that leads there is named, and those that do not', async () => {
    const [proxy, dead] = [await createProxy('socks5'), await createProxy('http')]
    await proxy.start()
    const proxies = [proxy.wrongUrl, dead.url, proxy.url].join()
    const { words, code } = await examine({ ...(await buildTelegram(true, 'forum')), BOT_PROXY: proxies })
    expect(words).toMatch(/i The proxy socks5:\/\/127\.0\.0\.1:\d+ refuses the name and password/)
    expect(words).toMatch(/i The proxy http:\/\/127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/)
    expect(words).toMatch(/✓ The proxy socks5:\/\/127\.0\.0\.1:\d+ leads to 127\.0\.0\.1:\d+\./)
    expect(words).toContain("✓ The token is @KubitSupportBot's.")
    expect(words).toContain('✓ The clock is right.')
    for (const secret of PROXY_SECRETS) expect(words).not.toContain(secret)
    expect(code).toBe(0)
  })

  test('each hop that fails is named, and how', { timeout: 30_000 }, async () => {
    const port = async (answer: string | null) =>
      (await listen((socket) => socket.once('data', () => answer !== null && socket.end(answer)))).port
    const page = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>'
    const [silent, refusing, filter, relay] = [
      await port(null),
      await port('HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n'),
      await port(page),
      await port(page),
    ]
    const good = await buildTelegram(true, 'forum')
    const proxies = [
      `socks5://127.0.0.1:${silent}`,
      `http://ali:hush@127.0.0.1:${refusing}`,
      `http://127.0.0.1:${filter}`,
    ]
    const broken = await examine({ ...good, BOT_PROXY: proxies.join() })
    expect(broken.words).toContain(`✗ The proxy socks5://127.0.0.1:${silent} says nothing`)
    expect(broken.words).toContain(`✗ The proxy http://127.0.0.1:${refusing} refuses the name and password`)
    expect(broken.words).toContain(`✗ The proxy http://127.0.0.1:${filter} is there and leads no further`)
    expect(broken.words).not.toMatch(/hush|The token/)

    const strange = await examine({ ...good, BOT_API_ROOT: `http://127.0.0.1:${relay}/bot-api` })
    expect(strange.words).toContain(`✗ What answers at 127.0.0.1:${relay}/bot-api is not Telegram (200).`)
    const nobody = await examine({ ...good, BOT_API_ROOT: 'http://127.0.0.1:1' })
    expect(nobody.words).toContain(
      '✗ Telegram cannot be reached: 127.0.0.1:1 does not answer (ECONNREFUSED).',
    )
    expect([broken.code, strange.code, nobody.code]).toEqual([1, 1, 1])
  })
})
