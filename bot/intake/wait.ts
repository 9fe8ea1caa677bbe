import type { Wait } from '../update/unit.ts'
import type { Watchdog } from './watchdog.ts'

/** The place of an update among those that are handled at once. */
export interface Place {
  /** Aborted when the process stops. */
  readonly stopped: AbortSignal
  /** Lets others have it. */
  leave(): void
  retake(): void
}

/** How an update waits: others have its place, and no watchdog runs. Several things may be waited for at once. */
export function createWait(
  place: Place,
  watchdog: Watchdog,
): { readonly wait: Wait; readonly end: () => void } {
  let waiting = 0
  let isOver = false
  return {
    async wait(act) {
      if (waiting++ === 0 && !isOver) {
        watchdog.stop()
        place.leave()
      }
      try {
        return await act(place.stopped)
      } finally {
        if (--waiting === 0 && !isOver) {
          place.retake()
          watchdog.start()
        }
      }
    },
    /** What is still waited for concerns nobody any more. */
    end() {
      isOver = true
      watchdog.stop()
      if (waiting > 0) place.retake()
    },
  }
}
