/** Counts what happened within the last so many milliseconds. */
export interface Window {
  add(at: number): void
  /** How many milliseconds until there is room again; 0 when there is some. */
  excess(at: number): number
}

/** A sliding window. It takes more than `most`; whatever comes later waits until that is worked off. */
export function createWindow(most: number, ms: number): Window {
  let times: number[] = []
  return {
    add(at) {
      times.push(at)
    },
    excess(at) {
      times = times.filter((time) => time > at - ms)
      const oldest = times.at(-most)
      return oldest === undefined ? 0 : oldest + ms - at
    },
  }
}
