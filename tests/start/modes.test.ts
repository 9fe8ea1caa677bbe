import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTelegramServer } from '../../sandbox/index.ts'
import { createPanel, PANEL_SECRET, TESTCO } from '../_support/panel.ts'
import { createDataDir, modesIn, start, runToEnd } from './_process.ts'

const MODES = /\/ 700$|[^/] 600$/

async function createSettings(DATA_DIR: string) {
  const tg = await createTelegramServer()
  onTestFinished(() => tg.close())
  const bot = tg.addBot({ username: 'KubitSupportBot' })
  const maryam = tg.addUser({ firstName: 'مریم' })
  const staff = tg.addGroup({ title: 'پشتیبان‌ها', kind: 'forum', members: [maryam], owner: maryam })
  staff.add(bot, { by: maryam, admin: true })
  return {
    DATA_DIR,
    BOT_TOKEN: bot.token,
    BOT_API_ROOT: tg.apiRoot,
    STAFF_CHAT_ID: String(staff.id),
    PANEL_JWT_SECRET: PANEL_SECRET,
  }
}

/** Sends a ticket with a file, so that there is something to keep. */
async function keepFile(url: string): Promise<void> {
  const panel = createPanel(() => url, { sub: 'u-1', name: 'علی', org: TESTCO }, Date.now)
  const form = new FormData()
  const ticket = { title: 'پرونده', description: 'در پیوست', priority: 'low', category: 'technical' }
  for (const [name, value] of Object.entries(ticket)) form.append(name, value)
  form.append('files', new Blob(['what only we may read']), 'a.txt')
  expect((await panel.call('POST', '/api/v1/tickets', form)).status).toBe(201)
}

describe.skipIf(process.platform === 'win32')('what is kept is open to its own account only', () => {
  test('from the first start on, whatever the folder is like', async () => {
    const folder = createDataDir()
    const dataDir = join(folder, 'new', 'data')
    const { url } = await start(await createSettings(dataDir))
    await keepFile(url)
    const modes = modesIn(folder)
    expect(modes.filter((mode) => !MODES.test(mode))).toEqual([])
    expect(modes.join('\n')).toMatch(/^new\/data\/ 700$[^]*^new\/data\/files\/..\/\S+ 600$/m)
    expect(modes).toEqual(
      expect.arrayContaining(['new/data/support.db-wal 600', 'new/data/support.db-shm 600']),
    )
  })

  test('in the sandbox too', async () => {
    const folder = createDataDir()
    const { product } = await start({ DATA_DIR: folder })
    expect((await product.terminate()).code).toBe(0)
    const modes = modesIn(folder)
    expect(modes.filter((mode) => !MODES.test(mode))).toEqual([])
    expect(modes).toEqual(
      expect.arrayContaining(['sandbox/ 700', 'sandbox/sandbox.json 600', 'sandbox/support.db 600']),
    )
  })

  test('a start shuts what an older version has left open, after a kill too', async () => {
    const folder = createDataDir()
    const settings = await createSettings(folder)
    const first = await start(settings)
    await keepFile(first.url)
    await first.product.kill()
    mkdirSync(join(folder, 'sandbox', 'sandbox-files'), { recursive: true })
    writeFileSync(join(folder, 'sandbox', 'sandbox-files', 'a'), '')
    for (const line of modesIn(folder)) chmodSync(join(folder, line.split(/\/? /)[0] ?? ''), 0o755)
    chmodSync(folder, 0o755)
    expect(modesIn(folder)).toContain('support.db-wal 755')

    const seen = await runToEnd(settings, 'doctor')
    expect(seen.words).toContain(`i Other accounts of this machine may open ${folder}.`)
    expect(modesIn(folder)).toContain('support.db-wal 755')

    await start(settings)
    const modes = modesIn(folder)
    expect(modes.filter((mode) => !MODES.test(mode))).toEqual([])
    expect(modes).toContain('sandbox/sandbox-files/a 600')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect((await runToEnd(settings, 'doctor')).words).toContain(
      '✓ What is kept here is open to this account only.',
    )
  })

  test('a folder that is everybody’s is left alone, and what is in it is shut', async () => {
    const folder = createDataDir()
    const shared = join(folder, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    await start(await createSettings(shared))
    expect(statSync(shared).mode & 0o7777).toBe(0o1777)
    expect(readdirSync(shared)).toContain('support.db')
    expect(modesIn(shared).filter((mode) => !MODES.test(mode))).toEqual([])
  })
})
