/** A row that is missing this long was rolled back. */
const PATIENCE_MS = 5_000

/**
 * Which rows of a table were seen. Ids are given out in order, but of two transactions at once the later id can be
 * committed first, so that what was seen last is no place to go on from. `settled` is: nothing before it is to come.
 */
export interface RowTrack {
  readonly settled: number
  /** False for a row that was seen before. */
  see(id: number, nowMs: number): boolean
}

/** Begins after a row that nothing is expected before. */
export function createRowTrack(start: number): RowTrack {
  let settled = start
  const ahead = new Map<number, number>()
  return {
    get settled() {
      return settled
    },
    see(id, nowMs) {
      if (id <= settled || ahead.has(id)) return false
      ahead.set(id, nowMs)
      settle(nowMs)
      return true
    },
  }

  function settle(nowMs: number): void {
    for (const id of [...ahead.keys()].toSorted((a, b) => a - b)) {
      if (id !== settled + 1 && nowMs - (ahead.get(id) ?? nowMs) < PATIENCE_MS) return
      ahead.delete(id)
      settled = id
    }
  }
}
