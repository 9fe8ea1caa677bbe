import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { startWorld } from '../_support/world.ts'
import { openTicket, PHONE, visit } from './_pages.ts'

const PAGE_MAX_BYTES = 120_000
const STYLESHEET_MAX_BYTES = 20_000
const root = join(import.meta.dirname, '../..')

describe.skipIf(!hasBrowser())('the first load of the list', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each(['fa', 'en'] as const)('is light, from one host, and kept: %s', async (lang) => {
    const world = await startWorld({ activated: false })
    for (let n = 0; n < 10; n++) await openTicket(world)
    const { page, context, hosts } = await visit(browser, world, { lang, viewport: PHONE })
    await page.close()

    const fresh = await context.newPage()
    const answers: Response[] = []
    fresh.on('response', (answer) => answers.push(answer))
    fresh.on('request', (request) => hosts.add(new URL(request.url()).host))
    await fresh.goto(`${world.url()}/tickets`)
    await fresh.evaluate('document.fonts.ready')
    await fresh.locator('#connection[data-state=open]').waitFor({ state: 'attached' })

    const sizes = new Map<string, number>()
    for (const answer of answers.filter((each) => !each.url().endsWith('/events')))
      sizes.set(new URL(answer.url()).pathname, (await answer.body()).length)
    const stylesheets = [...sizes.keys()].filter((path) => path.endsWith('.css'))
    expect(stylesheets).toHaveLength(1)
    // These pages come from the sources; the build's stylesheet is what people load.
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' })
    const built = statSync(join(root, 'dist/web/pages/public/style.css')).size
    expect(built).toBeLessThan(STYLESHEET_MAX_BYTES)
    sizes.set(stylesheets[0] ?? '', built)
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    // Counted unpacked: what travels is less.
    expect(total, JSON.stringify([...sizes])).toBeLessThan(PAGE_MAX_BYTES)
    expect([...sizes.keys()].some((path) => path.endsWith('.woff2'))).toBe(true)
    expect([...hosts]).toEqual([new URL(world.url()).host])
    for (const answer of answers.filter((each) => new URL(each.url()).pathname.startsWith('/assets/')))
      expect(answer.headers()['cache-control']).toBe('public, max-age=31536000, immutable')
  })
})

test('only the files there are can be asked for', async () => {
  const world = await startWorld({ activated: false })
  for (const path of ['/assets/x/style.css', '/assets/x/..%2f..%2fpackage.json', '/assets/', '/assets/x/y/z'])
    expect((await fetch(`${world.url()}${path}`)).status).toBe(404)
})
