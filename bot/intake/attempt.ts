import type { Update } from 'grammy/types'
import type { InboxRow, InboxStore } from '../../core/doorways/inbox.ts'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import type { Logger } from '../../logger.ts'
import { openUnit } from '../update/unit.ts'
import { peopleIn } from './people-in.ts'

export interface AttemptDeps {
  readonly inbox: InboxStore
  /** Handles one update. When it throws, the update is handled again later. */
  readonly handle: (update: Update) => Promise<void>
  /** How long to wait when an error is Telegram's, the network's or the database's and passes by itself; null for any other. */
  readonly faultOfTheWorld: (error: unknown) => { readonly afterMs: number | null } | null
  readonly logger: Logger
  /** How long handling an update may take. */
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
}: AttemptDeps): (row: InboxRow) => Promise<number | null> {
  return async (row) => {
    const update = row.payload as Update
    const watchdog = new AbortController()
    const unit = openUnit(update, watchdog.signal)
    try {
      await guarded(handle(update), watchdog)
      await inbox.finish(row.updateId, [...unit.forms.values()])
      return null
    } catch (error) {
      return await failed(row, unit.error ?? error)
    }
  }

  async function guarded(handling: Promise<void>, watchdog: AbortController): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const bite = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        watchdog.abort()
        reject(new Error(`Not handled within ${watchdogMs} ms.`))
      }, watchdogMs)
    })
    try {
      await Promise.race([handling, bite])
    } finally {
      clearTimeout(timer)
    }
  }

  async function failed({ updateId, payload }: InboxRow, error: unknown): Promise<number | null> {
    try {
      const attempts = await inbox.failed(updateId, String(error))
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
