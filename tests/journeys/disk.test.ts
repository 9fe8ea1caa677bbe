import { rm } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formOf, pdf, png } from '../_support/files.ts'
import { signToken } from '../_support/panel.ts'
import { startWorld, type World } from '../_support/world.ts'
import { answerTicket, apiOf, openTicket, otherPanel } from './_story.ts'

const TICKETS = '/api/v1/tickets'
const DRAFT = { title: 'فاکتور', description: 'پیوست است', priority: 'normal', category: 'financial' }
const KB = 1024

interface Problem {
  readonly code: string
  readonly ref: string
  readonly attachments: readonly { readonly url: string }[]
}

async function upload(world: World, sizes: readonly number[], panel = world.panel, draft = DRAFT) {
  const files = sizes.map((size, at) => ({ name: `${at}.pdf`, bytes: pdf(size) }))
  const { status, body } = await panel.call<Problem>('POST', TICKETS, formOf(draft, files))
  return status === 201 ? status : `${status} ${body.code}`
}

const ready = async (world: World) => {
  const answer = await fetch(`${world.url()}/readyz`)
  return [answer.status, await answer.json()]
}

describe('an organization’s attachments', () => {
  it('take no more than its quota; words and others go on', async () => {
    const world = await startWorld({ env: { ATTACHMENT_QUOTA: '1MB' } })
    expect(await upload(world, [300 * KB, 300 * KB])).toBe(201)
    expect(await upload(world, [300 * KB, 300 * KB])).toBe('409 storage_quota_exceeded')
    expect(await upload(world, [300 * KB])).toBe(201)
    expect(await upload(world, [300 * KB])).toBe('409 storage_quota_exceeded')
    expect(await upload(world, [])).toBe(201)
    expect(await upload(world, [300 * KB], otherPanel(world))).toBe(201)
  })

  it('count though they come all at once, and what was refused counts for nothing', async () => {
    const world = await startWorld({ env: { ATTACHMENT_QUOTA: '1MB' } })
    const empty = { ...DRAFT, title: '' }
    for (let time = 0; time < 3; time++)
      expect(await upload(world, [900 * KB], world.panel, empty)).toBe('400 invalid_request')
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(world, [300 * KB])))
    expect(answers.filter((answer) => answer === 201).length).toBeGreaterThan(0)
    expect(answers.filter((answer) => answer === 201).length).toBeLessThanOrEqual(3)
    while ((await upload(world, [300 * KB])) === 201) continue
    const kept = (await apiOf(world.panel).tickets()).flatMap(({ attachments }) => attachments)
    expect(kept.map(({ size }) => size)).toEqual([300 * KB, 300 * KB, 300 * KB])
  })

  it('leave a page’s form as it was filled in, with the reason beside the files', async () => {
    const world = await startWorld({ env: { ATTACHMENT_QUOTA: '10B' } })
    const token = await signToken(world.panel.user, world.now(), 'support-sso')
    const link = new URLSearchParams({ token })
    const entered = await fetch(`${world.url()}/sso`, { method: 'POST', body: link, redirect: 'manual' })
    const Cookie = entered.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';', 1)[0])
      .join('; ')
    const empty = await (await fetch(`${world.url()}/tickets/new`, { headers: { Cookie } })).text()
    const csrf = /name="_csrf" value="([^"]+)"/.exec(empty)?.[1] ?? ''
    const body = formOf({ _csrf: csrf, ...DRAFT }, [{ name: 'a.pdf', bytes: pdf(KB) }])
    const answer = await fetch(`${world.url()}/tickets`, { method: 'POST', headers: { Cookie }, body })
    const page = await answer.text()
    expect(answer.status).toBe(409)
    expect(page).toContain('پیوست‌های سازمان شما به سقف خود رسیده است')
    expect(page).toContain(DRAFT.title)
    expect(page).toContain(DRAFT.description)
  })

  it('on Telegram reach the agents as ever, and are not brought into storage', async () => {
    const world = await startWorld({ env: { ATTACHMENT_QUOTA: '10B' } })
    const { ali, group, bot } = world
    const card = await openTicket(world)
    ali.in(group).photo({ bytes: png(640, 480), replyTo: card, caption: 'عکس خطا' })
    await world.settle()
    const seen = world.staff.messages().find(({ from, caption }) => from.id === bot.id && caption)
    expect(seen?.caption).toContain('عکس خطا')
    const [message] = await apiOf(world.panel).messages()
    const [file] = (message?.attachments ?? []) as unknown as { url: string }[]
    expect((await world.panel.download(file?.url ?? '')).status).toBe(410)
  })
})

describe('a disk with no more than its reserve', () => {
  const env = { MIN_FREE_DISK: '900000TB' }

  it('takes no uploads, and all else works', async () => {
    const world = await startWorld({ env })
    expect(await upload(world, [KB])).toBe('507 storage_full')
    expect(await upload(world, [])).toBe(201)
    await world.settle()
    await answerTicket(world, 'سلام')
    expect(await apiOf(world.panel).messages()).toMatchObject([{ text: 'سلام' }])
    expect(await ready(world)).toEqual([
      200,
      { status: 'degraded', checks: { database: 'ok', storage: 'low', telegram: 'ok' } },
    ])
  })

  it('leaves Telegram’s files where they are until there is room', async () => {
    const world = await startWorld({ env })
    const { ali, group } = world
    const card = await openTicket(world)
    ali.in(group).photo({ bytes: png(640, 480), replyTo: card })
    await world.settle()
    const [message] = await apiOf(world.panel).messages()
    const [file] = (message?.attachments ?? []) as unknown as { url: string }[]
    expect((await world.panel.download(file?.url ?? '')).status).toBe(503)
  })
})

describe('/readyz', () => {
  it('is not ready where nothing can be written', async () => {
    const world = await startWorld()
    expect(await ready(world)).toEqual([
      200,
      { status: 'ok', checks: { database: 'ok', storage: 'ok', telegram: 'ok' } },
    ])
    const other = new Database(join(world.config.dataDir, 'support.db'))
    other.exec(`create trigger full before insert on settings begin select raise(fail, 'full'); end`)
    other.close()
    expect(await ready(world)).toMatchObject([503, { checks: { database: 'not writable', storage: 'ok' } }])
    await rm(world.config.dataDir, { recursive: true })
    expect(await ready(world)).toMatchObject([503, { checks: { storage: 'not writable' } }])
  })
})
