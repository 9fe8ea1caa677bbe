import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { activate, askApi, column, createFolder, openTicket, startProduct, visit } from './_browser.ts'

const HOUR_S = 3600

interface PageState {
  readonly offsetMs: number
  readonly troubles: Record<string, boolean>
}

async function stateOf(page: Page): Promise<PageState> {
  return (await (await page.request.get(`${page.url()}/state`)).json()) as PageState
}

describe.skipIf(!hasBrowser())("the sandbox's clock", () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  test(
    'moved forward closes what nobody answered; the panel signs in again',
    { timeout: 60_000 },
    async () => {
      const { url } = await startProduct(createFolder())
      const { page } = await visit(browser, url)
      const [group, staff] = [column(page, 'group'), column(page, 'staff')]
      await activate(page)
      await openTicket(page, 'سرور', 'شرح')
      await staff.write('حالا درست شد؟')
      await group.message('حالا درست شد؟').waitFor()
      const before = await page.locator('.face').innerText()

      await page.locator('.clock').locator('[data-hours="24"]').click()
      await expect.poll(() => page.locator('.face').innerText()).not.toBe(before)
      expect((await askApi<{ status: string }>(page, '/tickets/KT-1')).status).toBe('awaiting_customer')
      await page.locator('.clock').locator('[data-hours="48"]').click()
      await group.message('چون پاسخی از شما نرسید').waitFor()
      await staff.root.locator('.topic', { hasText: 'بسته' }).waitFor()
      const { closedAt, createdAt } = await askApi<{ closedAt: string; createdAt: string }>(
        page,
        '/tickets/KT-1',
      )
      const passed = (Date.parse(closedAt) - Date.parse(createdAt)) / 1000
      expect(passed).toBeGreaterThanOrEqual(72 * HOUR_S)
      expect(passed).toBeLessThan(73 * HOUR_S)

      const inFrame = () => page.evaluate("fetch('/api/v1/me').then(({ status }) => status)")
      await expect.poll(inFrame, { timeout: 10_000 }).toBe(200)
    },
  )

  test('does not go back at a restart, while troubles end with it', { timeout: 60_000 }, async () => {
    const folder = createFolder()
    const first = await startProduct(folder)
    const { page } = await visit(browser, first.url)
    await page.locator('.clock').locator('[data-hours="48"]').click()
    await expect.poll(async () => (await stateOf(page)).offsetMs).toBe(48 * HOUR_S * 1000)
    for (const name of ['slow', 'kicked']) {
      const answer = await page.request.put(`${page.url()}/troubles/${name}`, { data: { on: true } })
      expect(answer.status()).toBe(204)
    }
    await page.close()
    await first.stop()

    const { page: again } = await visit(browser, (await startProduct(folder)).url)
    const { offsetMs, troubles } = await stateOf(again)
    expect(offsetMs).toBe(48 * HOUR_S * 1000)
    expect(Object.values(troubles)).toEqual([false, false, false, false, false])
    await column(again, 'group').root.getByText('علی، سارا، ربات').waitFor()
  })

  test('what it cannot do is refused', async () => {
    const { url } = await startProduct(createFolder())
    const { page } = await visit(browser, url)
    const ask = async (method: string, path: string, data: object) =>
      (await page.request.fetch(`${url}${path}`, { method, data })).status()
    for (const hours of [0, -1, 1.5, 10_000, '48']) expect(await ask('POST', '/clock', { hours })).toBe(400)
    expect(await ask('PUT', '/troubles/flames', { on: true })).toBe(400)
    expect(await ask('PUT', '/troubles/down', { on: 'yes' })).toBe(400)
    expect(await ask('PUT', '/language', { language: 'de' })).toBe(400)
    expect(await ask('PUT', '/troubles/upgraded', { on: true })).toBe(204)
    expect(await ask('PUT', '/troubles/upgraded', { on: false })).toBe(409)
    expect((await stateOf(page)).offsetMs).toBe(0)
  })
})
