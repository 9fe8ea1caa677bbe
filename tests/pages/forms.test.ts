import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { signToken, TESTCO } from '../_support/panel.ts'
import { read, startWorld } from '../_support/world.ts'
import { openTicket, PNG, RIVAL, visit } from './_pages.ts'

const ALI = { sub: 'u-1', name: 'علی رضایی', mobile: '09121234567', org: TESTCO }
const MB = 1024 * 1024
const TEXT = { mimeType: 'text/plain', buffer: Buffer.from('x') }

describe.skipIf(!hasBrowser())('forms with a script', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([
    ['a file that is too large', [{ name: 'a.pdf', mimeType: '', buffer: Buffer.alloc(11 * MB) }]],
    ['an empty file', [{ name: 'a.txt', mimeType: '', buffer: Buffer.alloc(0) }]],
    ['an eleventh file', Array.from({ length: 11 }, (_, n) => ({ name: `${n}.txt`, ...TEXT }))],
  ])('%s stops the form until it is removed', async (_, files) => {
    const world = await startWorld({ activated: false })
    await openTicket(world, { title: 'first' })
    const { page } = await visit(browser, world, { path: '/tickets/new', lang: 'en' })
    await write(page, 'second')
    for (const [path, submit, sent] of [
      ['/tickets/new', '.bar .primary', 'h1:has-text("second")'],
      ['/tickets/KT-1', '.send', '.line.customer:has-text("an answer")'],
    ] as const) {
      if (!page.url().endsWith(path)) await page.goto(`${world.url()}${path}`)
      if (path.endsWith('KT-1')) await page.locator('#write textarea').fill('an answer')
      await page.locator('[data-files]').setInputFiles(files)
      await page.locator(submit).click()
      const fault = page.locator('#files-fault')
      expect(await page.evaluate('document.activeElement.id')).toBe('files-fault')
      expect(read((await fault.textContent()) ?? '')).toContain('Remove')
      expect(page.url()).toMatch(new RegExp(`${path}$`))
      expect(await page.locator('[data-picked] .refused').count()).toBe(1)
      await page.locator('[data-picked] .refused button').click()
      expect(await fault.textContent()).toBe('')
      await page.locator(submit).click()
      await page.locator(sent).waitFor()
    }
    const list = await world.panel.call<{ total: number }>('GET', '/api/v1/tickets')
    expect(list.body.total).toBe(2)
    const sent = await world.panel.call<{ total: number }>('GET', '/api/v1/tickets/KT-1/messages')
    expect(sent.body.total).toBe(1)
    const rival = await visit(browser, world, { user: RIVAL })
    expect(await rival.page.locator('.c-title').count()).toBe(0)
  })

  test('who signs in again in another tab sends what they wrote; somebody else does not', async () => {
    const world = await startWorld({ activated: false })
    // A browser that prefers English, on a Persian page.
    const { page, context } = await visit(browser, world, { path: '/tickets/new', locale: 'en-GB' })
    const signInAs = async (user: typeof ALI | typeof RIVAL, instead = false) => {
      const other = await context.newPage()
      const token = await signToken({ ...user, locale: 'fa' }, world.now(), 'support-sso')
      await other.goto(`${world.url()}/sso?token=${token}`)
      if (instead) await other.getByRole('button', { name: 'ادامه' }).click()
      await other.waitForURL((url) => url.pathname !== '/sso')
      await other.close()
    }
    await write(page, 'یک')
    const session = (await context.cookies()).find(({ name }) => name.endsWith('support_session'))
    await context.clearCookies({ name: session?.name ?? '' })
    const fault = page.locator('#form-fault')
    await page.locator('.bar .primary').click()
    await fault.getByText('نشست شما به پایان رسیده').waitFor()
    expect(await page.locator('#title').inputValue()).toBe('یک')

    await signInAs(RIVAL)
    await page.locator('.bar .primary').click()
    await fault.getByText('کاربر دیگری').waitFor()
    await signInAs(ALI, true)
    await page.locator('.bar .primary').click()
    await page.waitForURL(/KT-1/)
    const own = await world.panel.call<{ total: number }>('GET', '/api/v1/tickets')
    expect(own.body.total).toBe(1)
    const rival = await visit(browser, world, { user: RIVAL })
    expect(await rival.page.locator('.c-title').count()).toBe(0)
  })

  test('the end of a session takes nothing from who is writing an answer', async () => {
    const world = await startWorld({ activated: false })
    await openTicket(world)
    const { page, context } = await visit(browser, world, { path: '/tickets/KT-1' })
    await page.locator('#connection[data-state=open]').waitFor({ state: 'attached' })
    await page.locator('#write textarea').fill('در حال نوشتن')
    await context.clearCookies()
    const refused = page.waitForResponse((answer) => answer.status() === 401)
    await world.panel.call('POST', '/api/v1/tickets/KT-1/messages', { text: 'از پنل' })
    await refused
    await page.locator('.send').click()
    await page.locator('#form-fault p').waitFor()
    expect(await page.locator('#write textarea').inputValue()).toBe('در حال نوشتن')
  })

  test.each([true, false])(
    'who goes away and comes back finds all of it, with a script: %s',
    async (javaScriptEnabled) => {
      const world = await startWorld({ activated: false })
      const { page } = await visit(browser, world, { path: '/tickets/new', lang: 'en', javaScriptEnabled })
      await write(page, 'a title')
      if (javaScriptEnabled)
        await page
          .locator('[data-files]')
          .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PNG })
      await page.locator('.brand').click()
      await page.waitForURL(/tickets$/)
      await page.goBack()
      await expect.poll(() => entered(page)).toEqual(['a title', 'a description', 'sales'])
      const listed = await page.locator('[data-picked] li').count()
      const chosen = await page.evaluate(`document.querySelector('[data-files]').files.length`)
      expect(listed).toBe(javaScriptEnabled ? chosen : 0)
    },
  )

  test('who comes back to a form that was sent finds it empty', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await visit(browser, world, { path: '/tickets/new', lang: 'en' })
    await write(page, 'a title')
    await page.locator('.bar .primary').click()
    await page.waitForURL(/KT-1/)
    await page.goBack()
    await page.waitForURL(/new$/)
    await expect.poll(() => entered(page)).toEqual(['', '', null])
    await write(page, 'another title')
    await page.locator('.bar .primary').click()
    await page.waitForURL(/KT-2/)
  })

  test('a picture that is none is shown as a file, and sizes have their plural', async () => {
    const world = await startWorld({ activated: false })
    const { page, complaints } = await visit(browser, world, { path: '/tickets/new', lang: 'en' })
    await page
      .locator('[data-files]')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('<p></p') })
    await page.locator('[data-picked] svg').first().waitFor()
    await expect.poll(() => page.locator('[data-picked] img').count()).toBe(0)
    expect(await page.locator('[data-picked] small').textContent()).toBe('6 bytes')
    expect(complaints).toEqual([])
  })
})

async function write(page: Page, title: string): Promise<void> {
  await page.locator('#title').fill(title)
  await page.locator('#description').fill('a description')
  await page.locator('[name=category][value=sales]').check({ force: true })
}

async function entered(page: Page): Promise<unknown[]> {
  return [
    await page.locator('#title').inputValue(),
    await page.locator('#description').inputValue(),
    await page.evaluate(`document.querySelector('[name=category]:checked')?.value ?? null`),
  ]
}
