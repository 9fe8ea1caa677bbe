import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { answerTicket } from '../journeys/_story.ts'
import { read, startWorld } from '../_support/world.ts'
import { PNG, visit } from './_pages.ts'

const BASE = '/support'

describe.skipIf(!hasBrowser())('the pages under a path', { timeout: 90_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([true, false])('a ticket’s life never leaves it, with scripts: %s', async (javaScriptEnabled) => {
    const world = await startWorld({ privacy: false, env: { PUBLIC_URL: `http://desk.example${BASE}/` } })
    const under = { url: () => `${world.url()}${BASE}`, now: world.now }
    const { page, complaints, context } = await visit(browser, under, {
      javaScriptEnabled,
      path: '/tickets/new',
    })
    const outside = new Set<string>()
    page.on('request', (request) => {
      const { pathname, protocol } = new URL(request.url())
      if (protocol === 'http:' && !pathname.startsWith(`${BASE}/`)) outside.add(pathname)
    })
    const failed: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`)
    })
    const where = () => new URL(page.url()).pathname
    await page.reload()
    expect(where()).toBe(`${BASE}/tickets/new`)

    await page.locator('#title').fill('href="/tickets" در متن')
    await page.locator('#description').fill('src="/x" می‌ماند')
    await page.locator('[data-files]').setInputFiles({ name: 'خطا.png', mimeType: 'image/png', buffer: PNG })
    await page.locator('[name=category][value=technical]').check({ force: true })
    await page.locator('.bar .primary').click()
    await page.waitForURL(`**${BASE}/tickets/KT-1*`)
    expect(read((await page.locator('main').textContent()) ?? '')).toContain('src="/x" می‌ماند')
    await page.waitForFunction("document.querySelector('main img').naturalWidth === 1")
    expect(await page.evaluate('document.fonts.ready.then((fonts) => fonts.size > 0)')).toBe(true)

    if (javaScriptEnabled) {
      await page.locator('#connection[data-state=open]').waitFor({ state: 'attached' })
      await world.settle()
      await answerTicket(world, 'پاسخ زنده')
      await page.getByText('پاسخ زنده').waitFor()
    }
    await page.locator('textarea[name=text]').fill('سپاس')
    await page.locator('form[enctype] button.primary').click()
    await page.getByText('سپاس').waitFor()

    await page.locator('.header .brand').click()
    await page.waitForURL(`**${BASE}/tickets`)
    await page.locator('form[action$="/language"] button').click()
    await page.locator('html[lang=en]').waitFor({ state: 'attached' })
    await page.locator('.header nav a').last().click()
    await page.waitForURL(`**${BASE}/telegram`)
    const cookies = await context.cookies()
    expect(cookies.map(({ path }) => path)).toEqual(cookies.map(() => BASE))
    await page.locator('form[action$="/sign-out"] button').click()
    expect(where()).toBe(`${BASE}/tickets`)
    expect([...outside]).toEqual([])
    expect(failed.filter((each) => !each.startsWith('401 '))).toEqual([])
    expect(complaints).toEqual([])
  })
})
