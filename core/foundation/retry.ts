const BASE_MS = 1_000
const MAX_MS = 5 * 60_000

/** How long to wait after the n-th failed attempt (n from 1): 1 s, 2 s, 4 s … at most 5 min. */
export function retryDelayMs(attempts: number): number {
  return Math.min(BASE_MS * 2 ** Math.max(0, attempts - 1), MAX_MS)
}
