import { type EventCursor, interleave, type TicketEvent } from './event.ts'
import { type EventStore } from './ports.ts'
import { createRowTrack, type RowTrack } from './row-track.ts'

/** An event, and the cursor to resume from after it. */
export interface Told {
  readonly event: TicketEvent
  readonly cursor: EventCursor
}

export interface Follower {
  tell(told: Told): void
  /** Called when the events can't be read any more. */
  fail(error: unknown): void
}

/** Reads the new rows once for all followers, and only while there is at least one. */
export interface EventHub {
  /** Resolves once every later commit will be told. Rejects when the rows can't be read. */
  join(organizationId: string, follower: Follower): Promise<{ readonly leave: () => void }>
  /** The cursor of a follower that has been told everything so far. */
  cursor(): EventCursor
}

const PAGE = 200
/** So many rows before the newest one may still be uncommitted. */
const IN_FLIGHT = 64

interface Reading {
  readonly history: RowTrack
  readonly message: RowTrack
  readonly stop: () => void
}

/** Builds the hub. An event reaches the followers of its own organization only. */
export function createEventHub(events: EventStore, clock: () => Date): EventHub {
  const followers = new Map<string, Set<Follower>>()
  let opening: Promise<Reading> | null = null
  let reading: Reading | null = null

  return {
    async join(organizationId, follower) {
      const own = followers.get(organizationId) ?? new Set()
      followers.set(organizationId, own.add(follower))
      const leave = (): void => {
        own.delete(follower)
        if (own.size === 0 && followers.get(organizationId) === own) followers.delete(organizationId)
        if (followers.size === 0) close()
      }
      try {
        reading = await (opening ??= open())
        return { leave }
      } catch (error) {
        leave()
        throw error
      }
    },
    cursor: () => ({ history: reading?.history.settled ?? 0, message: reading?.message.settled ?? 0 }),
  }

  async function open(): Promise<Reading> {
    const latest = await events.latest()
    const tracks = {
      history: createRowTrack(Math.max(0, latest.history - IN_FLIGHT)),
      message: createRowTrack(Math.max(0, latest.message - IN_FLIGHT)),
    }
    let again = false
    let busy = true
    const wake = (): void => {
      again = true
      if (!busy) void run()
    }
    const stop = events.onChange(wake)
    const opened = { ...tracks, stop }
    await readNew(opened, () => {}).catch((error: unknown) => {
      stop()
      throw error
    })
    busy = false
    if (again) void run()
    return opened

    async function run(): Promise<void> {
      busy = true
      try {
        while (again) {
          again = false
          await readNew(opened, tell)
        }
      } catch (error) {
        for (const follower of [...followers.values()].flatMap((own) => [...own])) follower.fail(error)
      } finally {
        busy = false
      }
    }
  }

  function close(): void {
    const closing = opening
    opening = null
    reading = null
    closing?.then(
      ({ stop }) => stop(),
      () => {},
    )
  }

  async function readNew(from: Reading, onEvent: (event: TicketEvent) => void): Promise<void> {
    let [history, message] = [from.history.settled, from.message.settled]
    for (;;) {
      const entries = await events.after('history', history, { limit: PAGE })
      const messages = await events.after('message', message, { limit: PAGE })
      const now = clock().getTime()
      for (const { table, id, event } of interleave(entries, messages)) {
        if (from[table].see(id, now) && event) onEvent(event)
      }
      if (entries.length < PAGE && messages.length < PAGE) return
      history = entries.at(-1)?.id ?? history
      message = messages.at(-1)?.id ?? message
    }
  }

  function tell(event: TicketEvent): void {
    if (!reading) return
    const cursor = { history: reading.history.settled, message: reading.message.settled }
    for (const follower of followers.get(event.organizationId) ?? []) follower.tell({ event, cursor })
  }
}
