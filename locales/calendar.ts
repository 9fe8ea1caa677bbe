/** An instant as people write it: Jalali and in Persian digits in fa. */
export type CalendarParts = Readonly<Record<'day' | 'month' | 'year' | 'time', string>>

/** Returns a function that writes instants. It keeps one formatter, since making one costs far more than using it. */
export function createCalendar(locale: 'fa' | 'en', timeZone: string): (at: Date) => CalendarParts {
  const formatter = new Intl.DateTimeFormat(locale === 'fa' ? 'fa-IR-u-ca-persian' : 'en-US', {
    timeZone,
    day: 'numeric',
    month: locale === 'fa' ? 'long' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]))
    const { day = '', month = '', year = '', hour = '', minute = '' } = parts
    return { day, month, year, time: `${hour}:${minute}` }
  }
}
