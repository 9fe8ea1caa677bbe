/** An id still missing after this long belongs to a transaction that was rolled back. */
const PATIENCE_MS = 5_000

/**
 * Which rows of a table have been seen. Ids are given out in order, but of two transactions at once the higher id can
 * be committed first. So reading on after the highest id seen could miss a row; reading on after `settled` cannot, for
 * no row up to it is still to be committed.
 */
export interface RowTrack {
  readonly settled: number
  /** False for a row that was seen before. */
  see(id: number, nowMs: number): boolean
}

/** Begins after the row `start`; no row up to it may still be uncommitted. */
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
