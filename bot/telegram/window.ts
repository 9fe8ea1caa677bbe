/** A message that goes out, or is about to. */
export interface Departure {
  since: number
  /** When Telegram has answered: it was counted there by then. */
  answeredAt: number | null
}

/** What happened within the last so many milliseconds, as far as it still counts. */
export interface Window {
  add(departure: Departure): void
  /** How many milliseconds until fewer than `places` are taken; 0 when that is so now. */
  waitMs(at: number, places?: number): number
  /** How many places are free now. */
  left(at: number): number
  isEmpty(at: number): boolean
}

/** A call that isn't answered for so long is taken to have been counted: an upload would hold its place for minutes. */
const ANSWER_MS = 1_000

/**
 * A sliding window of `most` places. More can be added than it has; whatever asks then waits until that is worked off.
 * A departure counts from its answer on, so that it never leaves the window before it leaves Telegram's.
 */
export function createWindow(most: number, ms: number): Window {
  let departures: Departure[] = []
  return {
    add(departure) {
      if (departures.includes(departure)) return
      // Only the latest decide, whatever was added on top of what there is room for.
      departures = [...departures.slice(1 - most), departure]
    },
    waitMs(at, places = most) {
      const times = departures.map((departure) => timeOf(departure, at)).toSorted((a, b) => a - b)
      const oldest = times.at(-places)
      return oldest === undefined ? 0 : Math.max(0, oldest + ms - at)
    },
    left: (at) => most - departures.filter((departure) => timeOf(departure, at) + ms > at).length,
    isEmpty: (at) => departures.every((departure) => timeOf(departure, at) + ms <= at),
  }
}

function timeOf({ since, answeredAt }: Departure, now: number): number {
  return Math.min(answeredAt ?? now, since + ANSWER_MS)
}
