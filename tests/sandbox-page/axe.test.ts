import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings, hasBrowser, openBrowser } from '../_support/browser.ts'
import { activate, column, createFolder, openRoom, openTicket, startProduct, visit } from './_browser.ts'

const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const LOOKS = (['fa', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
)

describe.skipIf(!hasBrowser())("the sandbox's page and axe", { timeout: 120_000 }, () => {
  const ends: (() => void | Promise<void>)[] = []
  let page: Page
  // One ticket is looked at in all languages and colours.
  beforeAll(async () => {
    const browser = await openBrowser()
    const onEnd = (end: (typeof ends)[number]) => void ends.unshift(end)
    onEnd(() => browser.close())
    const { url } = await startProduct(createFolder(onEnd), onEnd)
    const visited = await visit(browser, url, { viewport: DESKTOP, reducedMotion: 'reduce' }, onEnd)
    page = visited.page
    const [group, staff] = [column(page, 'group'), column(page, 'staff')]
    await activate(page)
    await openTicket(page, 'سرور پاسخ نمی‌دهد', 'از صبح خطا می‌دهد.')
    await staff.root.locator('.topic', { hasText: 'KT-1' }).click()
    await staff.write('بررسی می‌کنیم.')
    await group.message('بررسی می‌کنیم.').waitFor()
    await group.write('ربات این را نمی‌بیند')
    await group.message('ربات این را نمی‌بیند').waitFor()
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  test.each(LOOKS)('$language, $colorScheme', async ({ language, colorScheme }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(DESKTOP)
    await page.request.put(`${page.url()}/language`, { data: { language } })
    await page.reload()
    const [group, staff] = [column(page, 'group'), column(page, 'staff')]
    await page.locator(`html[lang="${language}"] .writer`).first().waitFor()
    await page.locator('.room').first().click()
    await staff.root.locator('.topic', { hasText: 'KT-1' }).click()
    const look = async (state: string) => {
      await page.locator('.cover').waitFor({ state: 'hidden' })
      expect(await findings(page), state).toEqual([])
    }

    await group.message('بررسی می‌کنیم.').locator('.tool').first().click()
    await group.field.fill('/')
    await group.root.locator('.option').first().waitFor()
    await look('in the middle of a ticket')
    await openRoom(page, language === 'fa' ? 'گفتگو با ربات' : 'Chat with the bot')
    await page.locator('.trouble-button').click()
    await page.getByRole('switch').first().check()
    await page.locator('.strip').waitFor()
    await look('with a fault')
    await page.locator('.strip button').click()
    await page.locator('.story-play').click()
    await page.locator('.story-pause').click()
    await look('in the story')
    await page.locator('.story-stop').click()

    await page.setViewportSize(PHONE)
    for (const tab of await page.locator('.tab').all()) {
      await tab.click()
      await look(`on a phone: ${await tab.textContent()}`)
    }
  })
})
