import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { column, createFolder, startProduct, visit, writeAs } from './_browser.ts'

describe.skipIf(!hasBrowser())("the sandbox's page", { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  test("the panel's one-tap link opens on the phone of whoever holds it: the group's owner links it", async () => {
    const { url } = await startProduct(createFolder())
    const { page, complaints } = await visit(browser, url)
    const group = column(page, 'group')
    const panel = page.frameLocator('.pane-panel iframe')
    await group.message('این گروه متعلق به سازمانی نیست!').waitFor()
    const add = () => panel.getByRole('button', { name: 'افزودن ربات به گروه' }).click()

    await writeAs(page, 'سارا')
    await add()
    await group.rows.filter({ hasText: '/start@KubitSupportBot' }).nth(0).waitFor()
    expect(await panel.locator('.chip-group-active').count()).toBe(0)

    await writeAs(page, 'علی')
    await add()
    await group.message('اکنون گروه برای سازمان').waitFor()
    await panel.locator('.chip-group-active').waitFor()
    expect(page.context().pages()).toHaveLength(1)
    expect(complaints).toEqual([])
  })
})
