import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type PanelUser, signToken, TESTCO } from '../_support/panel.ts'
import { startWorld, type World } from '../_support/world.ts'
import { findings, hasBrowser, openBrowser } from '../_support/browser.ts'
import { expectNoSideways, PHONE, picture, RIVAL, visit } from './_pages.ts'

const OMID: PanelUser = { sub: 'u-2', name: 'امید', locale: 'fa', org: TESTCO }

const linkOf = async (world: World, user: PanelUser, next = '/tickets/new') =>
  `${world.url()}/sso?token=${await signToken(user, world.now(), 'support-sso')}&next=${encodeURIComponent(next)}`
const whoIs = async (page: Page) => await page.locator('.who').getAttribute('title')

describe.skipIf(!hasBrowser())('a link of the panel', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  const newPage = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    return { context, page: await context.newPage() }
  }

  test('posts itself and leads to its page; a preview before uses nothing up, and going back lets in again', async () => {
    const world = await startWorld({ activated: false })
    const link = await linkOf(world, OMID)
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200)
    const { page } = await newPage()
    await page.goto(link)
    await page.waitForURL(/\/tickets\/new$/)
    expect(await whoIs(page)).toBe('امید')
    await page.goto(link)
    await page.waitForURL(/\/tickets\/new$/)
    expect(await whoIs(page)).toBe('امید')
    const stranger = await newPage()
    await stranger.page.goto(link)
    await stranger.page.getByText('نشست شما به پایان رسیده است').waitFor()
  })

  test('waits for a press where no script runs', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await newPage({ javaScriptEnabled: false, viewport: PHONE })
    await page.goto(await linkOf(world, OMID, '/telegram'))
    await page.getByText('به‌عنوان').waitFor()
    await page.getByRole('button', { name: 'ادامه' }).click()
    await page.waitForURL(/\/telegram$/)
    expect(await whoIs(page)).toBe('امید')
  })

  test('asks before somebody else’s live session gives way', async () => {
    const world = await startWorld({ activated: false })
    const { page, complaints } = await visit(browser, world)
    await page.goto(await linkOf(world, { ...RIVAL, locale: 'fa' }))
    const question = page.getByText('در این مرورگر وارد شده است')
    await question.waitFor()
    expect(await question.textContent()).toContain('Reza')
    expect(await findings(page)).toEqual([])
    await picture(page, 'sign-in-instead')
    await page.setViewportSize(PHONE)
    await expectNoSideways(page)
    await page.getByRole('link', { name: 'فعلاً نه' }).click()
    await page.waitForURL(/\/tickets$/)
    expect(await whoIs(page)).toBe('علی رضایی')
    await page.goBack()
    await page.getByRole('button', { name: 'ادامه' }).click()
    await page.waitForURL(/\/tickets\/new$/)
    expect(await whoIs(page)).toBe('Reza')
    expect(complaints).toEqual([])
  })

  test('is not posted by another site', async () => {
    const world = await startWorld({ activated: false })
    const { page, context } = await visit(browser, world)
    const token = await signToken(OMID, world.now(), 'support-sso')
    const evil = await context.newPage()
    await evil.route('https://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${world.url()}/sso">
          <input name="token" value="${token}"><input name="replace" value="yes"></form>
          <script>document.forms[0].submit()</script>`,
      }),
    )
    await evil.goto('https://evil.example/')
    await evil.getByText('اجازهٔ این کار را ندارید').waitFor()
    await page.reload()
    expect(await whoIs(page)).toBe('علی رضایی')
  })
})
