import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, type ExpectStatic, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { askApi, column, createFolder, picture, startProduct, visit } from './_browser.ts'

const DOCS = join(import.meta.dirname, '../../docs')
/** The scene in which every pane has something to show. */
const FULL_SCENE = 'سارا، همکار علی'

interface Ticket {
  readonly status: string
  readonly history: readonly { readonly from: string | null; readonly to: string; readonly cause: string }[]
}

const status = (page: Page) => page.locator('.band').getAttribute('data-status')
const play = (page: Page) => page.locator('.story-play').click()
const speedUp = (page: Page) => page.locator('.story-speed').click()
async function end(page: Page, expect: ExpectStatic): Promise<void> {
  await expect.poll(() => status(page), { timeout: 120_000, interval: 200 }).toMatch(/done|failed/)
}

/** Keeps a picture of the middle of the story: where the README shows it from, if PICTURES says so. */
async function keep(page: Page, name: string): Promise<void> {
  await picture(page, name)
  if (process.env['PICTURES']) await page.screenshot({ path: join(DOCS, `${name}.png`) })
}

/** What the browser complains of, but for the session that the leap in time has ended. */
const serious = (complaints: string[]) => complaints.filter((line) => !line.includes('401'))

// They mostly wait, as people would who watch: side by side they take as long as the longest.
describe.skipIf(!hasBrowser())('the story that plays itself', { concurrent: true }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  test(
    'comes to its end, and every pane tells the same',
    { timeout: 180_000 },
    async ({ expect, onTestFinished }) => {
      const { url } = await startProduct(createFolder(onTestFinished), onTestFinished)
      const { page, complaints } = await visit(browser, url, {}, onTestFinished)
      const [group, staff] = [column(page, 'group'), column(page, 'staff')]
      await picture(page, 'story-0')
      await play(page)
      await speedUp(page)

      await page.locator('.caption', { hasText: FULL_SCENE }).waitFor({ timeout: 120_000 })
      await staff.message('بله، باز شد!').waitFor()
      await page.locator('.story-pause').click()
      await expect.poll(() => page.locator('.sms').count(), { timeout: 10_000 }).toBe(3)
      await keep(page, 'sandbox')
      await page.locator('.story-resume').click()
      await end(page, expect)
      await picture(page, 'story-end')

      expect(await status(page)).toBe('done')
      const ticket = await askApi<Ticket>(page, '/tickets/KT-1')
      expect(ticket.history.map(({ to }) => to)).toEqual([
        'awaiting_response',
        'in_progress',
        'awaiting_customer',
        'awaiting_response',
        'awaiting_customer',
        'closed',
        'awaiting_response',
        'closed',
      ])
      // One SMS for each change that others made.
      expect(await page.locator('.sms').count()).toBe(5)
      await page.locator('.sms').first().getByText('بسته').waitFor()
      await staff.root.locator('.topic', { hasText: 'KT-1' }).getByText('بسته').waitFor()
      await group
        .message(/علی رضایی.{0,3}تیکت/)
        .getByRole('button', { name: 'بازگشایی' })
        .waitFor()
      const panel = page.frameLocator('.pane-panel iframe')
      await panel.locator('.chip-closed').first().waitFor()
      expect(await panel.locator('body').textContent()).not.toContain('قبل از پاک‌سازی')
      expect(await group.rows.filter({ hasText: 'قبل از پاک‌سازی' }).count()).toBe(0)
      expect(serious(complaints)).toEqual([])
    },
  )

  test(
    'can be paused, stopped and played again on what is there',
    { timeout: 180_000 },
    async ({ expect, onTestFinished }) => {
      const { url } = await startProduct(createFolder(onTestFinished), onTestFinished)
      const { page } = await visit(browser, url, { colorScheme: 'dark' }, onTestFinished)
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByRole('heading', { name: 'Customer’s phone' }).waitFor()
      const caption = page.locator('.caption b')
      await play(page)
      await page.locator('.story-pause').click()
      const paused = await caption.textContent()
      expect(await status(page)).toBe('paused')
      await page.locator('.story-next').click()
      await expect.poll(() => caption.textContent()).not.toBe(paused)
      await speedUp(page)
      await column(page, 'staff').root.locator('.topic', { hasText: 'KT-1' }).waitFor({ timeout: 60_000 })
      await page.locator('.story-stop').click()
      expect(await status(page)).toBe('idle')

      await page.reload()
      await play(page)
      await speedUp(page)
      // The group is active and the number is known: the story begins with the ticket.
      await page.locator('.step', { hasText: /^4/ }).waitFor()
      await page.locator('.caption', { hasText: 'Ali’s colleague' }).waitFor({ timeout: 60_000 })
      await column(page, 'staff').message('Yes, it does!').waitFor()
      await keep(page, 'sandbox-en-dark')
      await end(page, expect)
      expect(await status(page)).toBe('done')
      expect((await askApi<Ticket>(page, '/tickets/KT-2')).status).toBe('closed')
      expect((await askApi<Ticket>(page, '/tickets/KT-1')).status).not.toBe('closed')
    },
  )

  test(
    'says what it waits for while Telegram is down, and goes on after',
    { timeout: 180_000 },
    async ({ expect, onTestFinished }) => {
      const { url } = await startProduct(createFolder(onTestFinished), onTestFinished)
      const { page } = await visit(
        browser,
        url,
        { viewport: { width: 390, height: 844 }, isMobile: true },
        onTestFinished,
      )
      await play(page)
      await speedUp(page)
      await page.locator('.step', { hasText: '۴/' }).waitFor({ timeout: 60_000 })
      const down = (on: boolean) => page.request.put(`${page.url()}/troubles/down`, { data: { on } })
      await down(true)
      await page.locator('.caption .bad').waitFor({ timeout: 30_000 })
      await picture(page, 'story-late')
      await down(false)
      await page.locator('.step', { hasText: '۶/' }).waitFor({ timeout: 60_000 })
      await end(page, expect)
      expect(await status(page)).toBe('done')
      expect((await askApi<Ticket>(page, '/tickets/KT-1')).status).toBe('closed')
    },
  )
})
