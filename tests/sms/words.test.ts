import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTranslator } from '../../locales/translate.ts'
import { smsText } from '../../sms/words.ts'

const texts = createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' })

test.each([
  ['fa', 'سرور', 'پشتیبانی کوبیت: تیکت KT-12 «سرور»: در انتظار مشتری'],
  ['fa', 'سرور قطع است و باز نمی‌شود', 'پشتیبانی کوبیت: تیکت KT-12 «سرور قطع اس…»: در انتظار مشتری'],
  ['fa', '👨‍👩‍👧'.repeat(20), 'پشتیبانی کوبیت: وضعیت تیکت KT-12 به «در انتظار مشتری» تغییر کرد.'],
  ['en', 'Server web-01 is down', 'Kubit Support: KT-12 “Server web-…”: در انتظار مشتری'],
] as const)('%s: %s', (locale, title, words) => {
  expect(smsText(texts, locale, { ref: 'KT-12', title, status: 'در انتظار مشتری' })).toBe(words)
})

test('whatever the title, it takes no more than two parts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (title, number) => {
      for (const locale of ['fa', 'en'] as const) {
        const status = texts.t(locale, 'ticket-status-awaiting_response')
        expect(smsText(texts, locale, { ref: `KT-${number}`, title, status }).length).toBeLessThanOrEqual(134)
      }
    }),
  )
})
