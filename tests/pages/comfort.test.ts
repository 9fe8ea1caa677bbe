import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { read, startWorld } from '../_support/world.ts'
import { answerTicket, must } from '../journeys/_story.ts'
import { openTicket, PHONE, picture, PNG, visit } from './_pages.ts'

describe.skipIf(!hasBrowser())('the pages are pleasant', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('a row opens its ticket wherever it is pressed, with or without a script; its menu opens the menu', async () => {
    const world = await startWorld()
    await openTicket(world)
    for (const javaScriptEnabled of [true, false]) {
      const { page, go } = await visit(browser, world, { javaScriptEnabled })
      const { x, y } = must(await page.locator('tbody .c-category').boundingBox())
      await page.mouse.click(x + 3, y + 3)
      await page.waitForURL(/KT-1$/)
      await go('/tickets')
      await page.locator('tbody .c-actions summary').click()
      expect(page.url()).toMatch(/\/tickets$/)
      await page.locator('tbody .c-actions .popup').waitFor()
    }
  })

  test('an empty list offers what to do, and nothing to search in', async () => {
    const world = await startWorld()
    const { page } = await visit(browser, world)
    expect(await page.locator('.filters, .pager').count()).toBe(0)
    await page.locator('.empty .primary').waitFor()
    await openTicket(world)
    await page.reload()
    expect(await page.locator('.filters, .pager').count()).toBe(2)
  })

  test('a field that is mended is no longer marked', async () => {
    const world = await startWorld()
    const { page } = await visit(browser, world, { path: '/tickets/new' })
    await page.locator('.bar .primary').click()
    await page.locator('#title[aria-invalid]').waitFor()
    await page.locator('#title').fill('سرور')
    await page.locator('[name=category][value=sales]').check({ force: true })
    expect(await page.locator('#title[aria-invalid], [name=category][aria-invalid]').count()).toBe(0)
    expect(await page.locator('#title-fault p, #category-fault p').count()).toBe(0)
    expect(await page.locator('#description[aria-invalid]').count()).toBe(1)
  })

  test('a reply that was begun is there again, until it is sent; another person does not see it', async () => {
    const world = await startWorld()
    await openTicket(world)
    const { page, go } = await visit(browser, world, { path: '/tickets/KT-1' })
    const field = page.locator('#write textarea')
    await field.fill('نیمه‌کاره')
    await go('/tickets')
    await go('/tickets/KT-1')
    expect(await field.inputValue()).toBe('نیمه‌کاره')
    await page.locator('#write .send').click()
    await page.locator('.line.customer', { hasText: 'نیمه‌کاره' }).waitFor()
    await go('/tickets/KT-1')
    expect(await field.inputValue()).toBe('')
  })

  test('says how long ago, and exactly when under the pointer', async () => {
    const world = await startWorld()
    await openTicket(world)
    const { page } = await visit(browser, world)
    const time = page.locator('tbody time')
    await time.getByText('همین دقیقه').waitFor()
    expect(read((await time.getAttribute('title')) ?? '')).toMatch(/۱۴\d\d|[۰-۹]+ .+، ساعت/)
  })

  test('a ticket’s page asks anew for what happens to it, and for nothing else', async () => {
    const world = await startWorld({ privacy: false })
    await openTicket(world)
    await openTicket(world)
    const { page } = await visit(browser, world, { path: '/tickets/KT-1' })
    await page.locator('#connection[data-state=open]').waitFor({ state: 'attached' })
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await answerTicket(world, 'به دومی', 2)
    await answerTicket(world, 'به اولی', 1)
    await page.locator('.line.agent', { hasText: 'به اولی' }).waitFor()
    expect(asked.filter((path) => path === '/tickets/KT-1').length).toBeLessThanOrEqual(3)
  })

  test('pictures without words stand without a bubble; a long ticket keeps its head in sight on a phone', async () => {
    const world = await startWorld({ privacy: false })
    await openTicket(world)
    for (let count = 0; count < 12; count += 1) await answerTicket(world, `پیام ${count}\nو یک خط دیگر`)
    const { page } = await visit(browser, world, { path: '/tickets/KT-1', viewport: PHONE })
    await page
      .locator('[data-files]')
      .setInputFiles([{ name: 'خطا.png', mimeType: 'image/png', buffer: PNG }])
    await page.locator('#write .send').click()
    await page.locator('.bubble.bare img').waitFor()
    expect(await page.locator('.ticket-head').evaluate((head) => head.getBoundingClientRect().top)).toBe(0)
    await picture(page, 'comfort-phone')
    const desk = await visit(browser, world, {
      path: '/tickets/KT-1',
      viewport: { width: 1024, height: 768 },
    })
    await picture(desk.page, 'comfort-1024')
    await desk.go('/tickets?q=example.com')
    await picture(desk.page, 'comfort-list')
  })
})
