import { type Urgency, URGENCY, yields } from '../deliveries/urgency.ts'
import type { Head } from '../deliveries/waiting.ts'
import { createHeap } from './heap.ts'
import { createTurns, type Entry, type Turns } from './turns.ts'

/** Lanes that wait, and which of them is next. No step costs more because more lanes wait. */
export interface Queue {
  /** Puts a lane in its place, or in a new one. */
  put(head: Head, notBefore?: number): void
  remove(lane: string): void
  /** Takes out the lane whose turn it is; null where none may go out now. */
  next(now: number): Head | null
  /** Takes a lane out ahead of its turn, where it may go out now. */
  claim(lane: string, now: number): Head | null
  /** What goes out the way of this delivery, and is no more pressing, waits until then. */
  close(head: Head, until: number): void
  /** Nothing goes to Telegram until then. */
  closeTelegram(until: number): void
  /** When a lane may go out that may not now; null where none waits for its time. */
  nextAt(now: number): number | null
}

const URGENCIES = Object.values(URGENCY)

/**
 * Lanes of the staff group share its limits and wait together. Every other chat has one lane, or two, and those wait by
 * themselves.
 */
const WAYS = ['post', 'yielding post', 'edit', 'yielding edit', 'mark', 'chat', 'sms'] as const
type Way = (typeof WAYS)[number]

/** An empty queue. */
export function createQueue(): Queue {
  const entries = new Map<string, Entry>()
  const ready = new Map<Way, Map<Urgency, Turns>>(WAYS.map((way) => [way, new Map()]))
  const later = createHeap(({ at }: Entry) => at)
  const closed = new Map<Way, number>()
  let telegramClosedUntil = 0
  /** Ways take turns, too. */
  let ways: readonly Way[] = WAYS

  return {
    put,
    remove: drop,
    next(now) {
      ripen(now)
      for (const urgency of URGENCIES) {
        for (const way of ways) {
          if (closedUntil(way) > now) continue
          const entry = ready.get(way)?.get(urgency)?.take()
          if (!entry) continue
          drop(entry.head.lane)
          ways = [...ways.filter((other) => other !== way), way]
          return entry.head
        }
      }
      return null
    },
    claim(lane, now) {
      ripen(now)
      const entry = entries.get(lane)
      if (!entry || entry.at > now) return null
      if (closedUntil(wayOf(entry.head)) > now) return null
      drop(lane)
      return entry.head
    },
    close(head, until) {
      const way = wayOf(head)
      if (way === 'chat' || way === 'sms') return put(head, until)
      closed.set(way, until)
      // Where even the last places are gone, there are none before them.
      if (way === 'post') closed.set('yielding post', until)
      if (way === 'edit') closed.set('yielding edit', until)
      put(head)
    },
    closeTelegram(until) {
      telegramClosedUntil = until
    },
    nextAt(now) {
      ripen(now)
      const times = later.peek() ? [later.peek()?.at ?? now] : []
      for (const way of WAYS)
        for (const turns of ready.get(way)?.values() ?? []) if (turns.peek()) times.push(closedUntil(way))
      return times.length > 0 ? Math.min(...times) : null
    },
  }

  function put(head: Head, notBefore = 0): void {
    const at = Math.max(head.runAt.getTime(), notBefore)
    const known = entries.get(head.lane)
    if (known && known.at >= at && isSame(known.head, head)) {
      known.head = head
      return
    }
    drop(head.lane)
    const entry: Entry = { head, at, isCurrent: true }
    entries.set(head.lane, entry)
    later.push(entry)
  }

  /** Lanes whose time has come wait for their turn. */
  function ripen(now: number): void {
    for (let entry = later.peek(); entry && (!entry.isCurrent || entry.at <= now); entry = later.peek()) {
      later.pop()
      if (entry.isCurrent) turnsOf(entry.head).add(entry)
    }
  }

  function turnsOf(head: Head): Turns {
    const byUrgency = ready.get(wayOf(head)) ?? new Map<Urgency, Turns>()
    const turns = byUrgency.get(head.laneUrgency) ?? createTurns()
    byUrgency.set(head.laneUrgency, turns)
    return turns
  }

  function drop(lane: string): void {
    const entry = entries.get(lane)
    if (entry) entry.isCurrent = false
    entries.delete(lane)
  }

  function closedUntil(way: Way): number {
    return way === 'sms' ? 0 : Math.max(telegramClosedUntil, closed.get(way) ?? 0)
  }
}

/** Whether a lane keeps its turn: it has grown behind its head by nothing that presses more. */
function isSame(known: Head, head: Head): boolean {
  return (
    known.id === head.id &&
    known.laneUrgency === head.laneUrgency &&
    known.runAt.getTime() === head.runAt.getTime() &&
    wayOf(known) === wayOf(head)
  )
}

/** Posts and edits have limits of their own in the staff group, and what yields has fewer places. */
function wayOf({ destination, kind, hasCard, urgency }: Head): Way {
  if (destination.kind !== 'staff') return destination.kind
  if (kind === 'receipt' || kind === 'delete') return 'mark'
  const isEdit = kind === 'edit' || (kind === 'card' && hasCard)
  if (yields(urgency)) return isEdit ? 'yielding edit' : 'yielding post'
  return isEdit ? 'edit' : 'post'
}
