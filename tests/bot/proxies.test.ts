import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../app.ts'
import { parseConfig } from '../../config/config.ts'
import { createLogger } from '../../logger.ts'
import { createTelegramServer } from '../../sandbox/index.ts'
import { formOf, pdf } from '../_support/files.ts'
import { createPanel, PANEL_SECRET, TESTCO, signToken } from '../_support/panel.ts'
import { createGate, createProxy, hasProxies, PROXY_SECRETS } from '../_support/proxies.ts'
import { must } from '../journeys/_story.ts'
import { read, startWorld, type World } from '../_support/world.ts'

const DRAFT = { title: 'سرور قطع است', description: 'از پنل', priority: 'normal', category: 'technical' }

async function openInPanel({ panel }: World, title: string): Promise<void> {
  const files = [{ name: 'bill.pdf', bytes: pdf(5_000) }]
  expect((await panel.call('POST', '/api/v1/tickets', formOf({ ...DRAFT, title }, files))).status).toBe(201)
}

/** A page of the panel as somebody who is signed in sees it. */
async function readPage({ url, panel, now }: World): Promise<string> {
  const link = new URLSearchParams({ token: await signToken(panel.user, now(), 'support-sso') })
  const entered = await fetch(`${url()}/sso`, { method: 'POST', body: link, redirect: 'manual' })
  const Cookie = entered.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
  return await (await fetch(`${url()}/tickets`, { headers: { Cookie } })).text()
}

/** The panel's keys and Kavenegar, on a server at home; tells what was asked for. */
async function startHome() {
  const asked = new Set<string>()
  const server = createServer((request, response) => {
    asked.add(`${request.socket.remoteAddress} ${request.url?.split(/[/?]/).at(-1)}`)
    response.end(JSON.stringify({ keys: [], return: { status: 200 }, entries: [{ status: 5 }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** How often the delivery was tried that was tried most. */
function attemptsIn({ config }: World): number {
  const database = new Sqlite(join(config.dataDir, 'support.db'), { readonly: true })
  const { most } = database.prepare('select max(attempts) as most from outbox').get() as { most: number }
  database.close()
  return most
}

const topics = ({ staff }: World) => staff.topics().map(({ name }) => read(name))

const readiness = async ({ url }: World) => {
  const answer = await fetch(`${url()}/readyz`)
  return {
    code: answer.status,
    ...((await answer.json()) as { status: string; since?: { telegram?: string } }),
  }
}

describe.runIf(hasProxies())('through real proxies', () => {
  it.each(['http', 'socks5'] as const)('all that goes to Telegram takes the %s proxy', async (kind) => {
    const proxy = await createProxy(kind)
    await proxy.start()
    const gate = await createGate()
    const world = await startWorld({ before: gate.before, env: { BOT_PROXY: proxy.url } })
    await openInPanel(world, 'با پیوست')
    await world.settle()
    const [topic] = world.staff.topics()
    const card = must(world.group.messages().findLast(({ from }) => from.id === world.bot.id))
    const log = { name: 'log.txt', bytes: Buffer.from('خطا') }
    world.ali.in(world.group).document({ ...log, mime: 'text/plain', replyTo: card })
    await world.settle()
    const media = world.staff.messages(topic?.id).filter(({ content }) => content.document)
    expect(media).toHaveLength(2)
    const { body } = await world.panel.call<{ items: { attachments: { url: string }[] }[] }>(
      'GET',
      '/api/v1/tickets/KT-1/messages',
    )
    expect((await world.panel.download(body.items[0]?.attachments[0]?.url ?? '')).body.toString()).toBe('خطا')
    expect(world.bot.calls.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['getFile', 'sendDocument']),
    )
    expect([gate.turnedAway(), gate.passed() > 0]).toEqual([0, true])
  })

  it('the webhook is registered through it; SMS and the panel’s keys are fetched at home', async () => {
    const proxy = await createProxy('http')
    await proxy.start()
    const gate = await createGate()
    const home = await startHome()
    const tg = await createTelegramServer()
    const bot = tg.addBot({ username: 'KubitSupportBot' })
    const dataDir = mkdtempSync(join(tmpdir(), 'kubit-'))
    const config = parseConfig({
      BOT_TOKEN: bot.token,
      BOT_API_ROOT: await gate.before(tg.apiRoot),
      BOT_PROXY: proxy.url,
      BOT_MODE: 'webhook',
      PUBLIC_URL: 'https://desk.example.com',
      WEBHOOK_SECRET: 'sixteen-letters-1',
      STAFF_CHAT_ID: '-1001',
      PANEL_JWT_SECRET: PANEL_SECRET,
      PANEL_JWKS_URL: `${home.root}/jwks.json`,
      SMS_PROVIDER: 'kavenegar',
      KAVENEGAR_API_KEY: 'key',
      KAVENEGAR_API_ROOT: home.root,
      SMS_SETTLE: '0',
      DATA_DIR: dataDir,
      PORT: '0',
    })
    const app = await createApp(config, { logger: createLogger({ level: 'silent' }) })
    onTestFinished(async () => {
      await app.stop()
      await tg.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
    const { port } = await app.start()
    const url = `http://127.0.0.1:${port}`
    const ali = { sub: 'u-1', name: 'علی', mobile: '09121234567', org: TESTCO }
    const sara = { ...ali, sub: 'u-2', name: 'سارا', mobile: '09351112222' }
    await expect.poll(() => bot.callsTo('setWebhook').length, { timeout: 10_000 }).toBe(1)
    const draft = { ...DRAFT, description: 'پیامک' }
    expect((await createPanel(() => url, ali, Date.now).call('POST', '/api/v1/tickets', draft)).status).toBe(
      201,
    )
    await createPanel(() => url, sara, Date.now).call('POST', '/api/v1/tickets/KT-1/close')
    const unknown = `${Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url')}.e30.c2ln`
    await fetch(`${url}/api/v1/tickets`, { headers: { Authorization: `Bearer ${unknown}` } })
    await expect
      .poll(() => [...home.asked].toSorted(), { timeout: 10_000 })
      .toEqual(['127.0.0.1 jwks.json', '127.0.0.1 send.json'])
    expect(gate.turnedAway()).toBe(0)
  })

  it(
    'the next proxy serves while one is away, and the first again when it is back',
    { timeout: 60_000 },
    async () => {
      const [first, second] = [await createProxy('http'), await createProxy('socks5')]
      const dead = await createProxy('http')
      await first.start()
      await second.start()
      const gate = await createGate()
      const logTo: string[] = []
      const env = { BOT_PROXY: [dead.wrongUrl, first.url, second.url].join(', ') }
      const world = await startWorld({ before: gate.before, env, logTo })
      await expect.poll(() => world.tg.isPolled(), { timeout: 20_000 }).toBe(true)

      first.kill()
      world.advance(10_000)
      world.ali.in(world.group).send(`/help@${world.bot.username}`)
      await expect.poll(() => world.group.messages().at(-1)?.from.id, { timeout: 20_000 }).toBe(world.bot.id)
      expect(logTo.join('')).toMatch(/"from":"http:[^"]+","to":"socks5:/)

      await first.start()
      await expect
        .poll(() => logTo.join(''), { timeout: 20_000 })
        .toMatch(/"from":"socks5:[^"]+","to":"http:/)
      for (const secret of PROXY_SECRETS) expect(logTo.join('')).not.toContain(secret)
      expect(gate.turnedAway()).toBe(0)
    },
  )

  it(
    'without Telegram all else goes on, and what waited goes out in order',
    { timeout: 60_000 },
    async () => {
      const proxy = await createProxy('socks5')
      await proxy.start()
      const gate = await createGate()
      const logTo: string[] = []
      const world = await startWorld({ before: gate.before, env: { BOT_PROXY: proxy.url }, logTo })
      expect(await readiness(world)).toMatchObject({ code: 200, status: 'ok' })
      proxy.kill()
      await expect.poll(async () => (await readiness(world)).status, { timeout: 20_000 }).toBe('degraded')
      const { since } = await readiness(world)
      for (const title of ['یکم', 'دوم', 'سوم']) await openInPanel(world, title)
      expect((await world.panel.call('POST', '/api/v1/tickets/KT-3/close')).status).toBe(200)
      for (let hour = 0; hour < 12; hour++) {
        world.advance(3_600_000)
        await world.app.settle()
      }
      expect(attemptsIn(world)).toBeLessThan(3)
      expect(await readPage(world)).toContain('ارتباط ما با تلگرام از')
      await world.app.sweep()
      expect(await readiness(world)).toMatchObject({
        code: 200,
        status: 'degraded',
        checks: { telegram: 'not reachable', database: 'ok' },
        since: { telegram: since?.telegram },
      })
      expect(Date.parse(since?.telegram ?? '')).toBeLessThan(world.now() - 12 * 3_600_000 + 60_000)
      const metrics = await (await fetch(`${world.url()}/metrics`)).text()
      expect(Number(/^support_telegram_unreachable_seconds (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(
        3 * 3_600,
      )
      expect(topics(world)).toEqual([])

      await proxy.start()
      await expect.poll(() => topics(world).length, { timeout: 30_000 }).toBe(3)
      await world.settle()
      const names = topics(world).map((name) => name.split(' · ')[0])
      expect(new Set(names)).toEqual(new Set(['KT-1', 'KT-2', 'KT-3']))
      const inGroup = world.group.messages().flatMap(({ text }) => /KT-\d/.exec(read(text))?.[0] ?? [])
      expect([...new Set(inGroup)]).toEqual(['KT-1', 'KT-2', 'KT-3'])
      expect(await readPage(world)).not.toContain('ارتباط ما با تلگرام از')
      expect(await readiness(world)).toEqual({
        code: 200,
        status: 'ok',
        checks: { database: 'ok', storage: 'ok', telegram: 'ok' },
      })
      const lines = logTo.join('')
      expect(lines).toMatch(/"since":"[^"]+".*Telegram is out of reach/)
      expect(lines).toContain('Telegram is within reach again.')
      for (const secret of PROXY_SECRETS) expect(lines).not.toContain(secret)
    },
  )
})
