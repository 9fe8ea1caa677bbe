/** What a clock needs to go on after a restart. */
export interface KeptClock {
  /** How far it is ahead of the real time, in milliseconds. */
  readonly offsetMs: number
  /** The last time it showed, in milliseconds since 1970. */
  readonly at: number
}

/** A clock that people can move forward. It never shows an earlier time than before, not even after a restart. */
export function createClock(kept?: KeptClock, real: () => number = Date.now) {
  let offsetMs = kept ? Math.max(kept.offsetMs, kept.at - real()) : 0
  let latest = 0
  const now = () => (latest = Math.max(latest, real() + offsetMs))
  return {
    /** Milliseconds since 1970. */
    now,
    offsetMs: () => offsetMs,
    forward(ms: number): void {
      offsetMs += ms
    },
    keep: (): KeptClock => ({ offsetMs, at: now() }),
  }
}
