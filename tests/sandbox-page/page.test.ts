import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import {
  activate,
  askApi,
  column,
  createFolder,
  openRoom,
  openTicket,
  picture,
  startProduct,
  visit,
  writeAs,
} from './_browser.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** How far the page is wider than the screen. */
const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe.skipIf(!hasBrowser())("the sandbox's page", () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  test('on a phone there are tabs, and nothing is wider than the screen', async () => {
    const { url } = await startProduct(createFolder())
    const { page, complaints } = await visit(browser, url, PHONE)
    const tab = (name: string) => page.locator('.tab', { hasText: name }).click()
    const [group, staff] = [column(page, 'group'), column(page, 'staff')]
    await group.message('شناسه گروه').waitFor()
    await picture(page, 'phone-1-group')
    expect(await staff.root.isVisible()).toBe(false)

    await activate(page)
    await tab('پیامک')
    await picture(page, 'phone-2-sms')
    await tab('پنل')
    await picture(page, 'phone-3-panel')
    await tab('مشتری')
    await openTicket(page, 'سرور پاسخ نمی‌دهد', 'از ساعت ۹ صبح سرور web-01 در دسترس نیست.')
    await picture(page, 'phone-4-group')
    await page.locator('.tab.fresh', { hasText: 'پشتیبان‌ها' }).click()
    await staff.message('سرور پاسخ نمی‌دهد').waitFor()
    await picture(page, 'phone-5-staff')
    await tab('مشتری')
    await openRoom(page, 'گفتگو با ربات')
    await picture(page, 'phone-6-private')
    expect(await overflow(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('in another language everybody changes it: the page, the panel, the people', async () => {
    const { url } = await startProduct(createFolder())
    const { page, complaints } = await visit(browser, url, { colorScheme: 'dark' })
    const { page: other } = await visit(browser, url)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Customer’s phone' }).waitFor()
    await other.getByRole('heading', { name: 'Customer’s phone' }).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
    expect((await askApi<{ locale: string }>(page, '/me')).locale).toBe('en')

    const group = column(page, 'group')
    await activate(page)
    await group.write('/create_ticket')
    await group.message('title').locator('.quote', { hasText: 'Ali' }).waitFor()
    await picture(page, 'english-dark')
    expect(await overflow(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a half-written text, the focus and the place in the chat survive what others write', async () => {
    const { url } = await startProduct(createFolder())
    const { page } = await visit(browser, url)
    const { page: other } = await visit(browser, url)
    await writeAs(other, 'سارا')
    const [group, others] = [column(page, 'group'), column(other, 'group')]
    for (let line = 0; line < 25; line++) await others.write(`سطر ${line}`)
    await group.message('سطر 24').waitFor()

    await group.field.fill('نیمه‌کاره')
    await page.evaluate("document.querySelector('.place-group .messages').scrollTop = 0")
    await others.write('یکی دیگر')
    await group.message('یکی دیگر').waitFor()
    expect(await group.field.inputValue()).toBe('نیمه‌کاره')
    expect(await group.root.locator('textarea:focus').count()).toBe(1)
    expect(await page.evaluate("document.querySelector('.place-group .messages').scrollTop")).toBe(0)
  })

  test('what people write is text and nothing else', async () => {
    const { url } = await startProduct(createFolder())
    const { page, complaints } = await visit(browser, url)
    const group = column(page, 'group')
    const hostile = '<img src=x onerror=alert(1)> <b>_i*[x](javascript:alert(1))</b>'
    await group.write(hostile)
    expect(await group.message('onerror').locator('.text').textContent()).toBe(hostile)
    expect(await group.root.locator('.text img, .text a[href^="javascript"]').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a stranger who presses a button of somebody else reads why nothing happens', async () => {
    const { url } = await startProduct(createFolder())
    const { page } = await visit(browser, url)
    await activate(page)
    const group = column(page, 'group')
    await group.write('/create_ticket')
    await group.root.locator('.aim').waitFor()
    await group.write('عنوان')
    await group.message('مشکل یا درخواست خود را').waitFor()
    await group.write('شرح')
    await group.root.locator('.key', { hasText: 'فوری' }).waitFor()
    await writeAs(page, 'سارا')
    await group.press('فوری')
    expect(await page.locator('.toast, .alert').textContent()).toContain('این دکمه برای شما نیست.')
    await picture(page, 'stranger')
  })

  test('pictures and files are sent, shown, edited around and taken along', async () => {
    const { url } = await startProduct(createFolder())
    const { page, complaints } = await visit(browser, url)
    const group = column(page, 'group')
    const choose = group.root.locator('input[type=file]')
    await group.field.fill('عکس خطا')
    await choose.setInputFiles({ name: 'error.png', mimeType: 'image/png', buffer: PNG })
    await group.message('عکس خطا').locator('.photo img').waitFor()
    await expect.poll(() => page.evaluate("document.querySelector('.photo img').naturalWidth")).toBe(1)
    await choose.setInputFiles([
      { name: 'گزارش.txt', mimeType: 'text/plain', buffer: Buffer.from('سلام') },
      { name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
    ])
    await group.root.locator('.document', { hasText: 'b.pdf' }).waitFor()
    await choose.setInputFiles([
      { name: '1.png', mimeType: 'image/png', buffer: PNG },
      { name: '2.png', mimeType: 'image/png', buffer: PNG },
    ])
    await expect.poll(() => group.root.locator('.album.grid img').count()).toBe(2)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      group.root.locator('.document', { hasText: 'گزارش.txt' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('گزارش.txt')

    await group.message('عکس خطا').getByRole('button', { name: 'ویرایش' }).click()
    await group.write('عکس خطای ورود')
    await group.message('عکس خطای ورود').getByText('ویرایش‌شده').waitFor()
    expect(complaints).toEqual([])
  })

  test('all is there after a restart, and goes on', async () => {
    const folder = createFolder()
    const first = await startProduct(folder)
    const { page } = await visit(browser, first.url)
    await activate(page)
    await column(page, 'group').write('پیش از خاموشی')
    await column(page, 'group').message('پیش از خاموشی').waitFor()
    await column(page, 'group')
      .root.locator('input[type=file]')
      .setInputFiles({ name: 'error.png', mimeType: 'image/png', buffer: PNG })
    await column(page, 'group').root.locator('.photo img').waitFor()
    await page.close()
    await sleep(300)
    await first.stop()

    const { page: again } = await visit(browser, (await startProduct(folder)).url)
    const group = column(again, 'group')
    await group.message('پیش از خاموشی').waitFor()
    await expect.poll(() => again.evaluate("document.querySelector('.photo img').naturalWidth")).toBe(1)
    const { items } = await askApi<{ items: object[] }>(again, '/telegram-groups')
    expect(items).toHaveLength(1)
    await group.write('/create_ticket')
    expect(await group.message('عنوان تیکت را در پاسخ').locator('.quote').textContent()).toContain('علی')
  })
})
