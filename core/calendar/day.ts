/** Names the day in which an instant is by a time zone's clock: `2026-11-27`. */
export function createDayOf(timeZone: string): (at: Date) => string {
  const civil = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (at) => civil.format(at)
}
