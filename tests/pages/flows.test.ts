import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { answerTicket } from '../journeys/_story.ts'
import { read, startWorld } from '../_support/world.ts'
import { DESKTOP, type Locale, NO_PNG, openTicket, PHONE, PNG, RIVAL, visit } from './_pages.ts'

const WORDS = {
  fa: {
    opened: 'تیکت KT-1 ثبت شد.',
    asked: 'آیا مطمئن هستید که می‌خواهید تیکت KT-1 را ببندید؟',
    closed: 'تیکت بسته است. برای باز کردن تیکت کلیک کنید.',
    refused: 'فایل fake.png پذیرفته نمی‌شود',
    range: 'نمایش مورد ۱ تا ۱۰ از مجموع ۱۲ مورد',
    linked: 'اتصال برقرار است',
    absent: 'ربات در این گروه نیست',
  },
  en: {
    opened: 'Ticket KT-1 was opened.',
    asked: 'Are you sure you want to close ticket KT-1?',
    closed: 'The ticket is closed. Click to reopen it.',
    refused: 'fake.png can’t be attached',
    range: 'Showing 1 to 10 of 12',
    linked: 'Linked',
    absent: 'The bot is not in this group',
  },
} as const satisfies Record<Locale, Record<string, string>>

const WAYS = (['fa', 'en'] as const).flatMap((lang) => [
  { lang, script: 'with', device: 'desktop', viewport: DESKTOP, javaScriptEnabled: true },
  { lang, script: 'with', device: 'phone', viewport: PHONE, javaScriptEnabled: true },
  { lang, script: 'without', device: 'desktop', viewport: DESKTOP, javaScriptEnabled: false },
  { lang, script: 'without', device: 'phone', viewport: PHONE, javaScriptEnabled: false },
])

describe.skipIf(!hasBrowser())('the pages', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each(WAYS)('a ticket from its form to its reopening: $lang, $device, $script script', async (way) => {
    const { lang, javaScriptEnabled } = way
    const words = WORDS[lang]
    const world = await startWorld({ privacy: false })
    const { page, complaints } = await visit(browser, world, { ...way, path: '/tickets/new' })
    const said = async () => read((await page.locator('main').textContent()) ?? '')

    await page.locator('#title').fill('سرور <b>در دسترس</b> نیست')
    await page.locator('#description').fill('از صبح\nپاسخ نمی‌دهد.')
    await page.locator('[data-files]').setInputFiles([
      { name: 'خطا.png', mimeType: 'image/png', buffer: PNG },
      { name: 'fake.png', mimeType: 'image/png', buffer: NO_PNG },
    ])
    await page.locator('.bar .primary').click()
    await page.locator('#files-fault p').waitFor()
    expect(await said()).toContain(words.refused)
    // What was entered is there still, and the first field at fault has the focus.
    expect(await page.locator('#title').inputValue()).toBe('سرور <b>در دسترس</b> نیست')
    expect(await page.locator('#description').inputValue()).toBe('از صبح\nپاسخ نمی‌دهد.')
    expect(await page.locator('#category-fault p').count()).toBe(1)

    await page.locator('[name=category][value=technical]').check({ force: true })
    if (javaScriptEnabled) await page.locator('[data-picked] button').last().click()
    else
      await page
        .locator('[data-files]')
        .setInputFiles({ name: 'خطا.png', mimeType: 'image/png', buffer: PNG })
    await page.locator('.bar .primary').click()
    await page.waitForURL(/\/tickets\/KT-1/)
    expect(await said()).toContain(words.opened)
    expect(await page.locator('#description .prose').textContent()).toBe('از صبح\nپاسخ نمی‌دهد.')
    await page.locator('#description img').waitFor()

    await page.locator('#write textarea').fill('یک توضیح دیگر')
    await page.locator('.send').click()
    await page.locator('.line', { hasText: 'یک توضیح دیگر' }).waitFor()
    expect(await page.locator('#write textarea').inputValue()).toBe('')

    await page.locator('#state summary').click()
    await page.locator('#state .danger').click()
    const question = page.locator(javaScriptEnabled ? 'dialog[open]' : 'form.confirm')
    expect(read((await question.textContent()) ?? '')).toContain(words.asked)
    await question.locator('.primary').click()
    await page.locator('.reopen').waitFor()
    expect(await page.locator('.reopen').textContent()).toContain(words.closed)
    await page.locator('.reopen').click()
    await page.locator('#write textarea').waitFor()
    await world.settle()

    const { body } = await world.panel.call<{ status: string; history: { cause: string }[] }>(
      'GET',
      '/api/v1/tickets/KT-1',
    )
    expect(body.status).toBe('awaiting_response')
    expect(body.history.map(({ cause }) => cause)).toEqual([
      'created',
      'closed_by_customer',
      'reopened_by_customer',
    ])
    const rival = await visit(browser, world, { ...way, user: RIVAL })
    expect(await rival.go('/tickets/KT-1')).toBe(404)
    expect(await rival.page.textContent('body')).not.toContain('پاسخ نمی‌دهد')
    expect(complaints).toEqual([])
  })

  test.each(WAYS)('search, filters, sorting and pages: $lang, $device, $script script', async (way) => {
    const words = WORDS[way.lang]
    const world = await startWorld({ activated: false })
    for (let n = 1; n <= 12; n++)
      await openTicket(world, { title: `ticket number ${n}`, priority: n === 7 ? 'critical' : 'low' })
    const { page, complaints, go } = await visit(browser, world, way)
    const titles = () => page.locator('.c-title a').allTextContents()

    expect(read((await page.locator('.pager p').textContent()) ?? '')).toBe(words.range)
    await page.locator('.pager [rel=next]').click()
    await page.waitForURL(/page=2/)
    expect(await titles()).toHaveLength(2)

    await go('/tickets')
    await page.locator('.choice').nth(1).locator('summary').click()
    await page.locator('[name=priority][value=critical]').check()
    await page.locator('.choice').nth(1).locator('.primary').click()
    await page.waitForURL(/priority=critical/)
    expect(await titles()).toEqual(['ticket number 7'])
    await page.locator('.active a.row').first().click()
    await page.waitForURL((url) => !url.search.includes('priority'))

    await go('/tickets?sort=ref')
    expect((await titles())[0]).toBe('ticket number 1')
    if (way.device === 'desktop') {
      expect(await page.locator('th.c-ref').getAttribute('aria-sort')).toBe('ascending')
      await page.locator('th.c-ref a').click()
      await page.waitForURL(/sort=-ref/)
      expect((await titles())[0]).toBe('ticket number 12')
    }
    await page.locator('[name=q]').fill('number 11')
    await page.locator('[name=q]').press('Enter')
    await page.waitForURL(/q=/)
    expect((await titles())[0]).toBe('ticket number 11')

    const rival = await visit(browser, world, { ...way, user: RIVAL })
    expect(await rival.page.locator('.c-title').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test.each(WAYS)('a group is linked and unlinked: $lang, $device, $script script', async (way) => {
    const words = WORDS[way.lang]
    const world = await startWorld({ activated: false })
    const { page, complaints } = await visit(browser, world, { ...way, path: '/telegram' })
    const enter = async (id: string) => {
      await page.locator('#groupId').fill(id)
      await page.locator('.link .primary').click()
    }
    await enter('-1009999999999')
    await page.locator('#groupId-fault p').waitFor()
    expect(await page.locator('#groupId-fault').textContent()).toContain(words.absent)
    expect(await page.locator('#groupId').inputValue()).toBe('-1009999999999')

    const persian = String(world.group.id).replace(/\d/g, (digit) =>
      String.fromCodePoint(0x6f0 + Number(digit)),
    )
    await enter(` ${persian.replace('-', '−')} `)
    await page.locator('.chip-group-active').waitFor()
    expect(await page.locator('.connection').textContent()).toBe(words.linked)
    expect(await page.locator('#bot-name').textContent()).toBe('@KubitSupportBot')

    const rival = await visit(browser, world, { ...way, user: RIVAL, path: '/telegram' })
    await rival.page.locator('#groupId').fill(String(world.group.id))
    await rival.page.locator('.link .primary').click()
    await rival.page.locator('#groupId-fault p').waitFor()
    expect(await rival.page.locator('.groups li').count()).toBe(0)

    await page.locator('.groups .danger').click()
    await page.locator(way.javaScriptEnabled ? 'dialog[open] .primary' : 'form.confirm .primary').click()
    await page.locator('.connection-off').waitFor()
    await world.settle()
    expect(complaints).toEqual([])
  })

  test('an answer comes to the open page by itself, and what is being typed stays', async () => {
    const world = await startWorld({ privacy: false })
    await openTicket(world)
    const { page, complaints } = await visit(browser, world, { path: '/tickets/KT-1' })
    await page.locator('#write textarea').fill('در حال نوشتن')
    await live(page)
    await answerTicket(world, 'سلام از پشتیبانی')
    await page.locator('.line.agent', { hasText: 'سلام از پشتیبانی' }).waitFor()
    await page.locator('.chip-awaiting_customer').first().waitFor()
    expect(await page.locator('#write textarea').inputValue()).toBe('در حال نوشتن')
    expect(await page.evaluate(`document.activeElement?.name`)).toBe('text')
    await page.locator('#announcer', { hasText: /./ }).waitFor({ state: 'attached' })
    await page.keyboard.press('Control+Enter')
    await page.locator('.line.customer', { hasText: 'در حال نوشتن' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('by keyboard alone: past the header, into a menu and a dialog, and back', async () => {
    const world = await startWorld({ activated: false })
    await openTicket(world)
    const { page } = await visit(browser, world)
    const focused = () => page.evaluate(`document.activeElement.className || document.activeElement.id`)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('content')
    await page.locator('.tickets .dots').focus()
    await page.keyboard.press('Enter')
    await page.locator('.tickets .popup').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.tickets .popup').isVisible()).toBe(false)
    await expect.poll(focused).toBe('dots')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    await expect.poll(focused).toBe('dots')
    const { body } = await world.panel.call<{ status: string }>('GET', '/api/v1/tickets/KT-1')
    expect(body.status).toBe('awaiting_response')
  })

  test('files are dropped and pasted, and what does not fit is named before it is sent', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await visit(browser, world, { path: '/tickets/new', lang: 'en' })
    const transfer = (names: string[], size = 3) =>
      page.evaluateHandle(
        `(() => {
          const files = new DataTransfer()
          for (const name of ${JSON.stringify(names)}) files.items.add(new File([new Uint8Array(${size})], name))
          return files
        })()`,
      )
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: await transfer(['a.png', 'b.exe']) })
    expect(await page.locator('[data-picked] bdi').allTextContents()).toEqual(['a.png', 'b.exe'])
    expect(read((await page.locator('#files-fault').textContent()) ?? '')).toContain(
      'b.exe can’t be attached',
    )
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File(['abc'], 'c.txt'))
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true })
      document.querySelector('#description').dispatchEvent(paste)
    })()`)
    expect(await page.locator('[data-picked] li:not(.refused) bdi').allTextContents()).toContain('c.txt')
    const large = await transfer(['d.pdf'], 10 * 1024 * 1024)
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: large })
    expect(read((await page.locator('#files-fault').textContent()) ?? '')).toContain('d.pdf is too big')
    const many = await transfer(Array.from({ length: 12 }, (_, n) => `${n}.txt`))
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: many })
    expect(await page.locator('[data-picked] li:not(.refused)').count()).toBe(10)
    expect(await page.locator('[data-picked] .refused').count()).toBe(6)
    // The eleventh takes the place of the first.
    await page.locator('[data-picked] button').first().click()
    expect(await page.locator('[data-picked] .refused').count()).toBe(5)
    expect(
      await page
        .locator('[data-files]')
        .evaluate((field) => (field as unknown as { files: unknown[] }).files.length),
    ).toBe(10)
  })

  test('the list follows what others do', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await visit(browser, world)
    await page.locator('.empty').waitFor()
    await live(page)
    const rival = await visit(browser, world, { user: RIVAL })
    await live(rival.page)
    await openTicket(world)
    await page.locator('.c-title a').waitFor()
    expect(await rival.page.locator('.c-title a').count()).toBe(0)
  })

  test('what happens to a group elsewhere comes to the open page, and what is typed there stays', async () => {
    const world = await startWorld()
    const { page, complaints } = await visit(browser, world, { path: '/telegram' })
    const rival = await visit(browser, world, { user: RIVAL, path: '/telegram' })
    await page.locator('#groupId').fill('-100')
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    await page.locator('.chip-group-suspended').waitFor()
    await page.locator('.connection-suspended').waitFor()
    world.group.add(world.bot, { by: world.ali })
    await world.settle()
    await page.locator('.chip-group-active').waitFor()
    await page.locator('.connection-on').waitFor()
    expect(await page.locator('#groupId').inputValue()).toBe('-100')
    expect(await rival.page.locator('.groups .chip').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a message on its way says so until it has arrived', async () => {
    const world = await startWorld()
    await openTicket(world)
    const mend = world.tg.fail({ method: 'sendMessage', times: Infinity, error: 'server-error' })
    const { page } = await visit(browser, world, { path: '/tickets/KT-1' })
    await live(page)
    const afterEvent = page.waitForResponse((answer) => answer.url().endsWith('/tickets/KT-1'))
    await page.locator('#write textarea').fill('هنوز وصل نیست')
    await page.locator('#write .send').click()
    await afterEvent
    const state = page.locator('.line.customer', { hasText: 'هنوز وصل نیست' }).locator('.delivery')
    await state.getByText('در حال ارسال').waitFor()
    mend()
    world.advance(60_000)
    await world.settle()
    await state.getByText('تحویل شد').waitFor()
    expect(await page.locator('[data-poll]').count()).toBe(0)
  })

  test('a form that is sent twice counts once; another content is another ticket', async () => {
    const world = await startWorld({ activated: false })
    const { page } = await visit(browser, world, { path: '/tickets/new', javaScriptEnabled: false })
    const fill = async (title: string) => {
      await page.locator('#title').fill(title)
      await page.locator('#description').fill('متن')
      await page.locator('[name=category][value=sales]').check({ force: true })
      await page.locator('.bar .primary').click()
      await page.waitForURL(/KT-\d+/)
    }
    const key = await page.locator('[name=_key]').inputValue()
    await fill('یک')
    for (const [title, path] of [
      ['یک', 'KT-1'],
      ['دو', 'KT-2'],
    ] as const) {
      await page.goto(`${world.url()}/tickets/new`)
      await page.locator('[name=_key]').evaluate((field, value) => field.setAttribute('value', value), key)
      await fill(title)
      expect(page.url()).toContain(path)
    }
  })

  test('the language is switched and kept; signing out ends it', async () => {
    const world = await startWorld({ activated: false })
    const { page, go } = await visit(browser, world, { path: '/telegram' })
    await page.locator('[name=locale]').click()
    await page.locator('html[lang=en]').waitFor()
    expect(new URL(page.url()).pathname).toBe('/telegram')
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
    await page.locator('[action="/sign-out"] button').click()
    await page.locator('.problem').waitFor()
    expect(await go('/tickets')).toBe(401)
  })

  test('closing what somebody else has closed says so', async () => {
    const world = await startWorld({ activated: false })
    await openTicket(world)
    const { page } = await visit(browser, world, { path: '/tickets/KT-1/close', lang: 'en' })
    await world.panel.call('POST', '/api/v1/tickets/KT-1/close')
    await page.locator('.confirm .primary').click()
    await page.locator('.notice').waitFor()
    expect(await page.locator('.notice').textContent()).toContain('already closed')
  })
})

/** Resolves once the page follows the events. */
async function live(page: Page): Promise<void> {
  await page.locator('#connection[data-state=open]').waitFor({ state: 'attached' })
}
