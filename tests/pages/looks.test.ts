import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings, hasBrowser, openBrowser } from '../_support/browser.ts'
import { startWorld, type World } from '../_support/world.ts'
import { answerTicket } from '../journeys/_story.ts'
import { DESKTOP, expectNoSideways, openTicket, PHONE, picture, PNG, RIVAL, visit } from './_pages.ts'

const LOOKS = (['fa', 'en'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).flatMap((colorScheme) => [
    { lang, colorScheme, device: 'desktop', viewport: DESKTOP },
    { lang, colorScheme, device: 'phone', viewport: PHONE },
  ]),
)

describe.skipIf(!hasBrowser())('every page and state', { timeout: 120_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each(LOOKS)('$lang, $colorScheme, $device', async ({ lang, colorScheme, device, viewport }) => {
    const world = await startWorld({ privacy: false })
    await fill(world)
    const { page, complaints, go } = await visit(browser, world, { lang, colorScheme, viewport })
    const look = async (name: string) => {
      await page.evaluate(`document.fonts.ready`)
      await expectNoSideways(page)
      await picture(page, `${name}-${lang}-${colorScheme}-${device}`)
      expect(await findings(page), name).toEqual([])
    }

    await look('list')
    await page.locator('.tickets .dots').first().click()
    await look('menu')
    await page.locator('[data-confirm]:visible').click()
    await page.locator('dialog[open]').waitFor()
    await look('dialog')
    await go('/tickets?status=closed&priority=low')
    await page.locator('.choice summary').first().click()
    await look('filtered')
    await go('/tickets?page=1000000')
    await look('beyond')

    await go('/tickets/new')
    await page.locator('[data-files]').setInputFiles([
      { name: 'صفحهٔ خطا.png', mimeType: 'image/png', buffer: PNG },
      { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
    ])
    await look('new')
    await page.locator('[data-picked] .refused button').click()
    await page.locator('.bar .primary').click()
    await page.locator('[aria-invalid]').first().waitFor()
    await look('new-faults')

    await go('/tickets/KT-1')
    await look('ticket')
    await go('/tickets/KT-1/close')
    await look('confirm')
    await go('/tickets/KT-2')
    await look('ticket-closed')

    await go('/telegram')
    await look('telegram')
    await page.locator('#groupId').fill('سلام')
    await page.locator('.link .primary').click()
    await page.locator('[aria-invalid]').waitFor()
    await look('telegram-refused')
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    await go('/telegram')
    await page.locator('.why').waitFor()
    await look('telegram-suspended')

    expect(await go('/tickets/KT-999')).toBe(404)
    await look('not-found')
    await page.context().clearCookies()
    expect(await go('/tickets')).toBe(401)
    await look('signed-out')

    const rival = await visit(browser, world, { lang, colorScheme, viewport, user: RIVAL })
    await rival.page.evaluate(`document.fonts.ready`)
    await picture(rival.page, `empty-${lang}-${colorScheme}-${device}`)
    expect(await findings(rival.page)).toEqual([])
    await rival.go('/telegram')
    expect(await findings(rival.page)).toEqual([])
    expect([...complaints, ...rival.complaints]).toEqual([])
  })
})

/** A conversation with everything in it, a closed ticket, and a few more. */
async function fill(world: World): Promise<void> {
  await openTicket(world)
  await openTicket(world, { title: 'خطای آپلود در پنل باکت', priority: 'critical' })
  await world.panel.call('POST', '/api/v1/tickets/KT-2/close')
  await openTicket(world, { title: 'افزایش اعتبار democo', priority: 'urgent', category: 'financial' })
  await openTicket(world, { title: 'Invoice for November', priority: 'low', category: 'sales' })
  await openTicket(world, { title: 'فعال‌سازی سرویس accounting', priority: 'normal', category: 'activation' })
  await answerTicket(world, 'سلام. رکورد DNS دامنه را بررسی کنید و نتیجه را بنویسید.')
  world.advance(3 * 3_600_000)
  await world.panel.call('POST', '/api/v1/tickets/KT-1/messages', { text: 'انجام شد، ولی هنوز وصل نیست.' })
  world.advance(26 * 3_600_000)
  await world.settle()
  await answerTicket(world, 'اکنون درست شد.')
}
