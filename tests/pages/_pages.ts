import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { type PanelUser, signToken, TESTCO } from '../_support/panel.ts'
import type { World } from '../_support/world.ts'

const ARTIFACTS = join(import.meta.dirname, '../../artifacts/pages')

export type Locale = 'fa' | 'en'

export const DESKTOP = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }
const ALI: PanelUser = { sub: 'u-1', name: 'علی رضایی', mobile: '09121234567', org: TESTCO }
export const RIVAL: PanelUser = { sub: 'r-1', name: 'Reza', org: { id: 'rival', name: 'Rival' } }

/** A picture of one pixel, and a text that says it is one. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
export const NO_PNG = Buffer.from('<html><script>alert(1)</script></html>')

interface Visitor extends BrowserContextOptions {
  readonly user?: PanelUser
  readonly lang?: Locale
  readonly path?: string
}

/** Somebody comes from the panel with a browser of their own; what the browser complains of is kept. */
export async function visit(
  browser: Browser,
  world: Pick<World, 'url' | 'now'>,
  { user = ALI, lang = 'fa', path = '/tickets', ...options }: Visitor = {},
) {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: lang === 'fa' ? 'fa-IR' : 'en-GB',
    ...options,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const hosts = new Set<string>()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    // That a form was refused is a status, and a status of 400 is a line in the console.
    if (['error', 'warning'].includes(line.type()) && !line.text().startsWith('Failed to load resource'))
      complaints.push(line.text())
  })
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  const go = async (to: string) => {
    const answer = await page.goto(`${world.url()}${to}`)
    return answer?.status()
  }
  const token = await signToken({ ...user, locale: lang }, world.now(), 'support-sso')
  await go(`/sso?token=${token}&next=${encodeURIComponent(path)}`)
  // The page behind the link posts itself where a script runs; else somebody presses its button.
  if (options.javaScriptEnabled === false) await page.locator('main button').click()
  await page.waitForURL((url) => url.pathname !== '/sso')
  return { page, context, complaints, hosts, go }
}

/** Nothing is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const { wide, screen } = await page.evaluate(() => {
    const root = (globalThis as unknown as { document: { documentElement: Record<string, number> } }).document
      .documentElement
    return { wide: root['scrollWidth'], screen: root['clientWidth'] }
  })
  expect(wide).toBe(screen)
}

/** A picture to look at, kept with the other artefacts of a run. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) })
}

/** Opens a ticket through the API. */
export async function openTicket(world: World, draft: Record<string, string> = {}): Promise<string> {
  const { body, status } = await world.panel.call<{ ref: string }>('POST', '/api/v1/tickets', {
    title: 'عدم اتصال دامنه به پنل',
    description: 'دامنهٔ example.com وصل نمی‌شود.\nراهنما: https://docs.example.com/a?b=1.',
    priority: 'high',
    category: 'technical',
    ...draft,
  })
  expect(status).toBe(201)
  await world.settle()
  return body.ref
}
