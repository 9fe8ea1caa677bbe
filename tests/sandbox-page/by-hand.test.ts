import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../_support/browser.ts'
import { column, createFolder, openRoom, picture, startProduct, visit } from './_browser.ts'

describe.skipIf(!hasBrowser())("the sandbox's page", () => {
  let browser: Browser
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())

  test(
    'the whole round by hand: activate, verify, open a ticket, answer, SMS',
    { timeout: 90_000 },
    async () => {
      const { url } = await startProduct(createFolder())
      const { page, complaints } = await visit(browser, url)
      const [group, chat, staff] = [column(page, 'group'), column(page, 'private'), column(page, 'staff')]

      const greeting = group.message('این گروه متعلق به سازمانی نیست!')
      const groupId = (await greeting.locator('code').textContent()) ?? ''
      expect(groupId).toMatch(/^-\d+$/)
      await picture(page, '1-first')

      const panel = page.frameLocator('.pane-panel iframe')
      const activate = async (id: string) => {
        await panel.getByLabel('شناسه گروه').fill(id)
        await panel.getByRole('button', { name: 'فعال کردن' }).click()
      }
      await activate('۱۲۳')
      await panel.getByText('عددی منفی').waitFor()
      await activate(groupId.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? ''))
      await panel.locator('.chip-group-active').waitFor()
      await group.message('اکنون گروه برای سازمان').waitFor()

      await openRoom(page, 'گفتگو با ربات')
      await chat.root.getByRole('button', { name: 'شروع', exact: true }).click()
      await chat.press('ارسال شماره')
      await chat.message('شمارهٔ شما تأیید شد').waitFor()
      await openRoom(page, 'گروه شرکت')

      await group.write('سلام، کسی هست؟')
      await group.last.getByText('ربات این پیام را نمی‌بیند').waitFor()

      await group.field.fill('/cr')
      await group.root.locator('.option', { hasText: '/create_ticket' }).waitFor()
      await picture(page, '2-commands')
      await group.field.press('Enter')
      await group.root.locator('.aim').waitFor()
      expect(await group.field.getAttribute('placeholder')).toBe('عنوان تیکت')
      await picture(page, '3-form')
      await group.write('سرور پاسخ نمی‌دهد')
      await group.message('مشکل یا درخواست خود را').waitFor()
      await group.write('از ساعت ۹ صبح سرور web-01 در دسترس نیست.')
      await group.press('فوری')
      await group.press('فنی')
      await group.press('بدون پیوست')
      await group.press('ارسال')
      await group.message('KT-1').waitFor()

      await staff.root.locator('.topic', { hasText: 'KT-1' }).waitFor()
      await staff.message('سرور پاسخ نمی‌دهد').waitFor()
      await staff.write('سلام علی جان، در حال بررسی هستیم.')
      await group.message('سلام علی جان').waitFor()
      await page.locator('.sms', { hasText: 'KT-1' }).getByText('در انتظار مشتری').waitFor()
      await staff.message('سلام علی جان').locator('.reaction').waitFor()
      await picture(page, '4-answered')

      await group.message('سلام علی جان').getByRole('button', { name: 'پاسخ', exact: true }).click()
      await group.write('ممنون، منتظرم.')
      await staff.message('ممنون، منتظرم.').waitFor()
      expect(await group.message('ممنون، منتظرم.').locator('.quote').textContent()).toContain('سلام علی جان')
      await picture(page, '5-conversation')
      // The panel has refused what was no ID.
      expect(complaints.filter((line) => !line.includes('400'))).toEqual([])
    },
  )
})
