import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings, hasBrowser, openBrowser } from '../_support/browser.ts'
import { startWorld } from '../_support/world.ts'
import { DESKTOP, expectNoSideways, openTicket, picture, RIVAL, visit } from './_pages.ts'

const NARROW = { width: 320, height: 640 }
const HOSTILE = [
  {
    name: 'markup',
    title: '<script>alert(1)</script><img src=x onerror=alert(2)>',
    text: '</div><h1>x</h1> <3 &amp; &lt;',
  },
  { name: 'no spaces', title: 'W'.repeat(128), text: 'ب'.repeat(4096) },
  { name: 'directions', title: '\u202Egnp.exe\u202C', text: '\u202Eabc\u202C \u2067سلام\u2069 abc' },
  { name: 'emoji', title: '👨‍👩‍👧‍👦🇮🇷🏴‍☠️'.repeat(6), text: '👩🏽‍🚀'.repeat(300) },
  {
    name: 'addresses',
    title: 'javascript:alert(1)',
    text: 'javascript:alert(1) data:text/html,x https://a.b/"><b>c http://ok.example/?q=1&x=<y>',
  },
]

describe.skipIf(!hasBrowser())('what people write', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each(HOSTILE)('is text and fits: $name', async ({ name, title, text }) => {
    const world = await startWorld({ activated: false })
    await openTicket(world, { title, description: text })
    for (const viewport of [NARROW, DESKTOP]) {
      const { page, complaints, go } = await visit(browser, world, { viewport })
      let asked = false
      page.on('dialog', (dialog) => {
        asked = true
        void dialog.dismiss()
      })
      for (const path of ['/tickets', '/tickets/KT-1', '/tickets/KT-1/close', '/tickets/new', '/telegram']) {
        expect(await go(path)).toBe(200)
        await expectNoSideways(page)
      }
      await go('/tickets/KT-1')
      await picture(page, `hostile-${name.replace(' ', '-')}-${viewport.width}`)
      expect(await findings(page)).toEqual([])
      expect(await page.locator('.prose').textContent()).toBe(text)
      for (const link of await page.locator('.prose a').all()) {
        expect(await link.getAttribute('href')).toMatch(/^https?:\/\//)
        expect(await link.getAttribute('rel')).toContain('noopener')
      }
      expect(await page.locator('main script, main img, main h1 h1').count()).toBe(0)
      expect([asked, complaints]).toEqual([false, []])
    }
    const rival = await visit(browser, world, { user: RIVAL })
    expect(await rival.go('/tickets/KT-1')).toBe(404)
  })

  test('is put back into its form as it was', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await visit(browser, world, { path: '/tickets/new', javaScriptEnabled: false })
    const title = `"><script>alert(1)</script>${'x'.repeat(128)}`
    await page.locator('#title').fill(title)
    await page.locator('#description').fill('\n</textarea><b>')
    await page.locator('.bar .primary').click()
    await page.locator('#title-fault p').waitFor()
    expect(await page.locator('#title').inputValue()).toBe(title)
    expect(await page.locator('#description').inputValue()).toBe('\n</textarea><b>')
    expect((await world.panel.call<{ total: number }>('GET', '/api/v1/tickets')).body.total).toBe(0)
  })
})
