import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test, type TestContext } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import {
  activate,
  askApi,
  column,
  createFolder,
  openTicket,
  picture,
  startProduct,
  visit,
} from './_browser.ts'

const WITHIN = { timeout: 20_000 }

/** Opens the box with the switches, if need be, and turns one. */
async function turn(page: Page, name: string): Promise<void> {
  const button = page.locator('.trouble-button')
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await page.getByRole('switch', { name }).click()
}

const isOn = (page: Page, name: string) => page.locator('.strip').getByText(name, { exact: true }).isVisible()

// They mostly wait: side by side they take as long as the longest.
describe.skipIf(!hasBrowser())('a trouble that is switched on', { concurrent: true }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  /** The page with an open ticket in its topic. */
  async function prepare({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
    const product = await startProduct(createFolder(onTestFinished), onTestFinished)
    const { page } = await visit(browser, product.url, {}, onTestFinished)
    await activate(page)
    await openTicket(page, 'سرور', 'شرح')
    return { ...product, page, group: column(page, 'group'), staff: column(page, 'staff') }
  }

  test(
    'Telegram down: all waits, and all comes in its order',
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const { page, group, staff } = await prepare({ onTestFinished })
      await turn(page, 'تلگرام قطع است')
      await page.locator('.strip').getByText('تلگرام قطع است').waitFor()
      await picture(page, 'trouble-down')
      for (const text of ['یک', 'دو', 'سه']) await staff.write(`پاسخ ${text}`)
      await staff.message('پاسخ سه').waitFor()
      expect(await group.rows.filter({ hasText: 'پاسخ' }).filter({ hasText: 'پشتیبانی به' }).count()).toBe(0)

      await page.locator('.strip button').click()
      await group.message('پاسخ سه').waitFor(WITHIN)
      const answers = await group.rows
        .filter({ hasText: 'پاسخ پشتیبانی به' })
        .locator('.text')
        .allTextContents()
      expect(answers.map((text) => /پاسخ (یک|دو|سه)/.exec(text)?.[1])).toEqual(['یک', 'دو', 'سه'])
      expect(await isOn(page, 'تلگرام قطع است')).toBe(false)
    },
  )

  test(
    'slow, or asking to wait: nothing is lost and nothing comes twice',
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const { page, group, staff } = await prepare({ onTestFinished })
      for (const name of ['تلگرام کند است', 'تلگرام می‌گوید «صبر کنید» (خطای ۴۲۹)']) {
        await turn(page, name)
        await page.locator('.strip').getByText(name).waitFor()
        await staff.write(`هنگام ${name}`)
        await staff.message(`هنگام ${name}`).waitFor()
        await page.locator('.strip button').click()
        await group.message(`هنگام ${name}`).waitFor(WITHIN)
        expect(await group.rows.filter({ hasText: `هنگام ${name}` }).count()).toBe(1)
      }
    },
  )

  test(
    'the bot thrown out: suspended and said so, until it is back',
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const { page, group, staff } = await prepare({ onTestFinished })
      const states = async () => {
        const { items } = await askApi<{ items: { state: string }[] }>(page, '/telegram-groups')
        return items.map(({ state }) => state)
      }
      await turn(page, 'ربات را از گروه مشتری بیرون کرده‌اند')
      await group.root.getByText('ربات در این گروه نیست').waitFor()
      await staff.message('ربات از گروه مشتری حذف شده است').waitFor(WITHIN)
      expect(await states()).toEqual(['suspended'])
      const panel = page.frameLocator('.pane-panel iframe')
      await panel.locator('.chip-group-suspended').waitFor()
      await staff.write('پاسخی که می‌ماند')
      await page.locator('.strip button').click()
      await group.message('پاسخی که می‌ماند').waitFor(WITHIN)
      expect(await states()).toEqual(['active'])
      await panel.locator('.chip-group-active').waitFor()
    },
  )

  test(
    'the group upgraded: its ticket goes on in the new one',
    { timeout: 60_000 },
    async ({ expect, onTestFinished }) => {
      const { page, group, staff } = await prepare({ onTestFinished })
      await turn(page, 'گروه به سوپرگروه ارتقا یافته است')
      await group.root.getByText('گروه به سوپرگروه ارتقا یافت').first().waitFor()
      await staff.write('پس از ارتقا')
      await group.message('پس از ارتقا').waitFor(WITHIN)
      await group.message('پس از ارتقا').getByRole('button', { name: 'پاسخ', exact: true }).click()
      await group.write('رسید')
      await staff.message('رسید').waitFor(WITHIN)
      expect(await group.message('شناسه گروه').locator('.key').count()).toBe(0)
      await picture(page, 'trouble-upgraded')
      await page.locator('.trouble-button').click()
      const upgraded = page.getByRole('switch', { name: 'گروه به سوپرگروه' })
      expect([await upgraded.isChecked(), await upgraded.isDisabled()]).toEqual([true, true])
    },
  )
})
