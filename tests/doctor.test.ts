import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { createTelegramServer } from '../sandbox/index.ts'

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
