/** A stretch of time: from `from` until just before `to`. */
export interface Stretch {
  readonly from: Date
  readonly to: Date
}

const DAY_MS = 86_400_000

/** Returns a function that finds the month of the Persian (Jalali) calendar that an instant is in, in a time zone. */
export function createMonthOf(timeZone: string): (at: Date) => Stretch {
  const civil = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  const persianDay = new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', {
    timeZone: 'UTC',
    day: 'numeric',
  })

  return (at) => {
    const today = Math.floor(wallClock(at.getTime()) / DAY_MS) * DAY_MS
    const first = today - (dayOfMonth(today) - 1) * DAY_MS
    let next = first + 29 * DAY_MS
    while (dayOfMonth(next) !== 1) next += DAY_MS
    return { from: startOf(first), to: startOf(next) }
  }

  /** The date and time that clocks in the zone show at an instant, in ms as if they were UTC. */
  function wallClock(at: number): number {
    const shown = Object.fromEntries(civil.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }

  function dayOfMonth(day: number): number {
    return Number(persianDay.formatToParts(day).find(({ type }) => type === 'day')?.value)
  }

  /** The day's first instant, which is later than 00:00 where the clock is put forward at midnight. */
  function startOf(day: number): Date {
    const before = day - (wallClock(day - DAY_MS) - (day - DAY_MS))
    const after = day - (wallClock(before) - before)
    return new Date(wallClock(after) < day ? before : after)
  }
}
