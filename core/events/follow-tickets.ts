import type { PanelActor } from '../foundation/actor.ts'
import { authorize } from '../policies/access.ts'
import { type EventCursor, interleave, type TicketEvent } from './event.ts'
import { type EventStore } from './ports.ts'
import { createEventHub, type Follower, type Told } from './event-hub.ts'

export interface Following {
  /** What happened since the given cursor; null where that is too much, or the cursor is ahead of the rows. */
  readonly missed: readonly Told[] | null
  /** The cursor to resume from after that. */
  readonly cursor: EventCursor
  /** Tells the follower what happens from now on. */
  start(follower: Follower): void
  stop(): void
}

/** Tells what happens to the tickets of the actor's organization, each event at least once. */
export type FollowTickets = (actor: PanelActor, since: EventCursor | null) => Promise<Following>

/** With more missed events than this, the client had better read its lists anew. */
const MOST_MISSED = 500
/** At most so many rows, of all organizations, are searched for the missed ones. */
const MOST_PASSED = 20_000

/** Builds the use case. All followers share one hub, so that the rows are read once. */
export function createFollowTickets(ports: {
  readonly events: EventStore
  readonly clock: () => Date
}): FollowTickets {
  const { events, clock } = ports
  const hub = createEventHub(events, clock)

  return async (actor, since) => {
    authorize(actor, 'read_ticket')
    const { organizationId } = actor
    const early: ((follower: Follower) => unknown)[] = []
    let inner: Follower = {
      tell: (told) => early.push((follower) => known.has(keyOf(told.event)) || follower.tell(told)),
      fail: (error) => early.push((follower) => follower.fail(error)),
    }
    let known = new Set<string>()
    const { leave } = await hub.join(organizationId, {
      tell: (told) => void (known.has(keyOf(told.event)) || inner.tell(told)),
      fail: (error) => inner.fail(error),
    })
    // Later events may be told after the missed ones, so the cursors of missed events must not go beyond this one.
    const cursor = hub.cursor()
    try {
      const missed = since && (await readMissed(organizationId, since, cursor))
      known = new Set(missed?.map(({ event }) => keyOf(event)))
      return {
        missed: since ? missed : [],
        cursor,
        start(follower) {
          inner = follower
          for (const call of early.splice(0)) call(follower)
        },
        stop: leave,
      }
    } catch (error) {
      leave()
      throw error
    }
  }

  async function readMissed(
    organizationId: string,
    since: EventCursor,
    settled: EventCursor,
  ): Promise<Told[] | null> {
    const latest = await events.latest()
    const passed = [latest.history - since.history, latest.message - since.message]
    if (passed.some((rows) => rows < 0 || rows > MOST_PASSED)) return null
    const options = { limit: MOST_MISSED + 1, organizationId }
    const history = await events.after('history', since.history, options)
    const messages = await events.after('message', since.message, options)
    if (history.length > MOST_MISSED || messages.length > MOST_MISSED) return null

    let cursor = since
    return interleave(history, messages).flatMap(({ table, id, event }) => {
      cursor = { ...cursor, [table]: Math.max(since[table], Math.min(id, settled[table])) }
      return event ? [{ event, cursor }] : []
    })
  }
}

function keyOf({ kind, id }: TicketEvent): string {
  return kind === 'message' ? `message ${id}` : `history ${id}`
}
