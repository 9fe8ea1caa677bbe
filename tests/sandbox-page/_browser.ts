import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { createApp } from '../../app.ts'
import { parseConfig } from '../../config/config.ts'
import { createLogger } from '../../logger.ts'

const ARTIFACTS = join(import.meta.dirname, '../../artifacts')

/** Registers what ends with the test. In concurrent tests, and before all tests, it has to be given. */
type OnEnd = (end: () => void | Promise<void>) => void

/** A folder that is there as long as the test. */
export function createFolder(onEnd: OnEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-page-'))
  onEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The product in its sandbox, as `npm start` has it. */
export async function startProduct(dataDir: string, onEnd: OnEnd = onTestFinished) {
  const config = parseConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const app = await createApp(config, { logger: createLogger({ level: 'silent' }) })
  const { port } = await app.start()
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= app.stop())
  onEnd(stop)
  return { url: `http://127.0.0.1:${port}/sandbox`, stop }
}

/** Opens the page and gathers what the browser complains about. */
export async function visit(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newPage']>[0] = {},
  onEnd: OnEnd = onTestFinished,
) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options })
  page.setDefaultTimeout(10_000)
  onEnd(() => page.close())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text())
  })
  await page.goto(url)
  await page.locator('.writer').first().waitFor()
  return { page, complaints }
}

/** A picture to look at, kept with the other artefacts of a run. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `sandbox-${name}.png`) })
}

/** One column of the page, as somebody uses it. */
export function column(page: Page, place: 'group' | 'private' | 'staff') {
  const root = page.locator(`.place-${place}`)
  const field = root.locator('textarea')
  const rows = root.locator('.messages .row')
  return {
    root,
    field,
    rows,
    last: rows.last(),
    message: (text: string | RegExp): Locator => rows.filter({ hasText: text }).last(),
    async write(text: string): Promise<void> {
      await field.fill(text)
      await field.press('Enter')
    },
    async press(label: string): Promise<void> {
      await root.locator('.key', { hasText: label }).last().click()
    },
  }
}

/** Hands the customer's phone to somebody. */
export async function writeAs(page: Page, name: string): Promise<void> {
  await page.locator('.writer', { hasText: name }).click()
}

/** Opens one of the two chats on the customer's phone. */
export async function openRoom(page: Page, name: string): Promise<void> {
  await page.locator('.room', { hasText: name }).click()
}

/** What the product's API answers to the panel's user. */
export async function askApi<Body = unknown>(page: Page, path: string, data?: object): Promise<Body> {
  const { bearer } = await tokensOf(page)
  const answer = await page.request.fetch(new URL(`/api/v1${path}`, page.url()).href, {
    headers: { authorization: `Bearer ${bearer}` },
    ...(data && { method: 'POST', data }),
  })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  return (await answer.json()) as Body
}

async function tokensOf(page: Page): Promise<{ bearer: string }> {
  const answer = await page.request.post(`${page.url()}/panel/tokens`, { data: {} })
  return (await answer.json()) as { bearer: string }
}

/** Activates the group with the ID that the bot has said. */
export async function activate(page: Page): Promise<void> {
  const code = column(page, 'group').root.locator('code')
  await code.waitFor({ state: 'attached' })
  await askApi(page, '/telegram-groups', { groupId: await code.textContent() })
  await column(page, 'group')
    .message(/اکنون گروه برای سازمان|is now active/)
    .waitFor({ state: 'attached' })
}

/** Fills in the bot's form as whoever has the phone. */
export async function openTicket(page: Page, title: string, description: string): Promise<void> {
  const group = column(page, 'group')
  await group.write('/create_ticket')
  await group.root.locator('.aim').waitFor()
  await group.write(title)
  await group.message('مشکل یا درخواست خود را').waitFor()
  await group.write(description)
  for (const label of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) await group.press(label)
  await column(page, 'staff').root.locator('.topic', { hasText: title }).waitFor({ state: 'attached' })
}
