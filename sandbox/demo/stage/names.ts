export type Language = 'fa' | 'en'

const NAMES = {
  fa: {
    bot: 'پشتیبانی کوبیت',
    staff: 'پشتیبان‌های کوبیت',
    group: 'پشتیبانی تست‌کو',
    owner: { firstName: 'علی', lastName: 'رضایی' },
    member: { firstName: 'سارا', lastName: 'محمدی' },
    agent: { firstName: 'مریم', lastName: 'احمدی' },
  },
  en: {
    bot: 'Kubit Support',
    staff: 'Kubit support team',
    group: 'Testco support',
    owner: { firstName: 'Ali', lastName: 'Rezaei' },
    member: { firstName: 'Sara', lastName: 'Mohammadi' },
    agent: { firstName: 'Maryam', lastName: 'Ahmadi' },
  },
}

/** What the demo's people and groups are called in a language. */
export const namesIn = (language: Language) => NAMES[language]
