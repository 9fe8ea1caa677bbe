import type { Update } from 'grammy/types'
import type { InboxRow, InboxStore } from '../../core/doorways/inbox.ts'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import type { Logger } from '../../logger.ts'
import { openUnit } from '../update/unit.ts'
import { peopleIn } from './people-in.ts'
import { createWait, type Place } from './wait.ts'
import { createWatchdog } from './watchdog.ts'

export interface AttemptDeps {
  readonly inbox: InboxStore
  /** Handles one update. When it throws, the update is handled again later. */
  readonly handle: (update: Update) => Promise<void>
  /** How long to wait when an error is Telegram's, the network's or the database's and passes by itself; null for any other. */
  readonly faultOfTheWorld: (error: unknown) => { readonly afterMs: number | null } | null
  readonly logger: Logger
  /** How long handling an update may take, but for what it waits for. */
  readonly watchdogMs?: number
}

const MAX_ATTEMPTS = 5
/** About half a day of attempts while Telegram is out of reach. */
const MAX_WORLD_FAULTS = 150

/**
 * Handles a stored update and notes in the inbox what became of it. Returns how many ms to wait before another attempt,
 * or null when none is needed: the update is done, or has failed too often and is set aside. Never throws.
 */
export function createAttempt({
  inbox,
  handle,
  faultOfTheWorld,
  logger,
  watchdogMs = 30_000,
}: AttemptDeps): (row: InboxRow, place: Place) => Promise<number | null> {
  const failures = new WeakMap<InboxRow, number>()
  return async (row, place) => {
    const update = row.payload as Update
    const watchdog = createWatchdog(watchdogMs)
    const { wait, end } = createWait(place, watchdog)
    const unit = openUnit(update, watchdog.signal, wait, failures.get(row) ?? row.attempts)
    watchdog.start()
    try {
      await Promise.race([handle(update), watchdog.bitten])
      await inbox.finish(row.updateId, [...unit.forms.values()])
      return null
    } catch (error) {
      return await failed(row, unit.error ?? error)
    } finally {
      end()
    }
  }

  async function failed(row: InboxRow, error: unknown): Promise<number | null> {
    const { updateId, payload } = row
    try {
      const attempts = await inbox.failed(updateId, String(error))
      failures.set(row, attempts)
      const world = faultOfTheWorld(error)
      if (attempts < (world ? MAX_WORLD_FAULTS : MAX_ATTEMPTS)) {
        logger.warn({ updateId, attempts, err: error }, 'An update was not handled; it is tried again.')
        return world?.afterMs ?? retryDelayMs(attempts)
      }
      logger.error({ updateId, attempts, err: error }, 'An update was not handled; it is set aside.')
      await inbox.setAside(updateId, peopleIn(payload))
      return null
    } catch (storageError) {
      logger.error({ updateId, err: storageError }, 'The inbox could not be written.')
      return retryDelayMs(3)
    }
  }
}
