import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { read, startWorld } from '../_support/world.ts'
import { must } from '../journeys/_story.ts'
import { visit } from './_pages.ts'

const ADD = '.one-tap button'

/** Nothing leaves the machine: what is meant for another one goes to a proxy that is not there. */
const ALONE = { proxy: { server: 'http://127.0.0.1:9', bypass: '127.0.0.1' } }

/** Where the tab goes that a press opens. */
async function pressedTo(page: Page, before?: URL): Promise<URL> {
  const context = page.context()
  const toTelegram = (request: Request) =>
    request.url().startsWith('https://t.me/') && request.url() !== before?.href
  const [request, tab] = await Promise.all([
    context.waitForEvent('requestfailed', { predicate: toTelegram, timeout: 10_000 }),
    context.waitForEvent('page'),
    page.locator(ADD).click(),
  ])
  expect(request.method()).toBe('GET')
  expect(request.failure()?.errorText).toBe('net::ERR_PROXY_CONNECTION_FAILED')
  await tab.close()
  return new URL(request.url())
}

describe.skipIf(!hasBrowser())('the one-tap button', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([
    { lang: 'fa', javaScriptEnabled: true },
    { lang: 'en', javaScriptEnabled: false },
  ] as const)('leads to Telegram, anew each time, and the group is there: $lang', async (way) => {
    const world = await startWorld({ activated: false })
    const { page, complaints } = await visit(browser, world, { ...way, ...ALONE, path: '/telegram' })
    const first = await pressedTo(page)
    const second = await pressedTo(page, first)
    expect(first.pathname).toBe(`/${world.bot.username}`)
    expect(first.search).toMatch(/^\?startgroup=[\w-]{32}$/)
    expect(second.search).not.toBe(first.search)
    expect(new URL(page.url()).pathname).toBe('/telegram')

    const startgroup = must(second.searchParams.get('startgroup'))
    world.group.add(world.bot, { by: world.ali, startgroup })
    await world.settle()
    await page.reload()
    await page.locator('.chip-group-active').waitFor()
    expect(complaints).toEqual([])
  })

  test('is nobody’s who manages no groups', async () => {
    const world = await startWorld({ activated: false })
    const user = { sub: 'm-1', name: 'Mina', role: 'member', org: { id: 'testco', name: 'testco' } } as const
    const { page } = await visit(browser, world, { user, path: '/telegram' })
    await page.locator('.link').waitFor()
    expect(await page.locator(ADD).count()).toBe(0)
  })

  test.each(['fa', 'en'] as const)(
    'the other way warns before it links a group where the bot is mute: %s',
    async (lang) => {
      const world = await startWorld({ activated: false })
      world.group.restrict(world.bot, { by: world.ali })
      const { page, complaints } = await visit(browser, world, { lang, path: '/telegram' })
      const groups = async () =>
        (await world.panel.call<{ total: number }>('GET', '/api/v1/telegram-groups')).body.total
      const fault = async () => read((await page.locator('#groupId-fault').textContent()) ?? '')
      await page.locator('#groupId').fill(String(world.group.id))
      await page.locator('.link .primary').click()
      await page.locator('[name=anyway]').waitFor()
      expect(await fault()).toMatch(lang === 'fa' ? /^ربات در این گروه محدود شده/ : /^The bot is restricted/)
      expect(await groups()).toBe(0)

      // Another ID is warned of for itself.
      await page.locator('#groupId').fill('-1009999999999')
      await page.locator('[name=anyway]').click()
      await page.waitForFunction(`!document.querySelector('[name=anyway]')`)
      expect(await groups()).toBe(0)

      await page.locator('#groupId').fill(String(world.group.id))
      await page.locator('.link .primary').click()
      await page.locator('[name=anyway]').click()
      await page.locator('.chip-group-active').waitFor()
      expect(await groups()).toBe(1)
      expect(complaints).toEqual([])
    },
  )
})
