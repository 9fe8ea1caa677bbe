import type { Destination, Payload } from './delivery.ts'
import { type Urgency, URGENCY } from './urgency.ts'

/** A delivery that waits, without what it says. */
export interface Waiting {
  readonly id: number
  readonly lane: string
  readonly destination: Destination
  readonly kind: Payload['kind']
  readonly urgency: Urgency
  /** Whose turn it is where several wait; null for what belongs to no ticket. */
  readonly organizationId: string | null
  /** Whether the ticket has its card in the room already. */
  readonly hasCard: boolean
  /** Its attempt was begun, and nobody knows how it ended: nothing else of its chat goes before it. */
  readonly isBegun: boolean
  readonly runAt: Date
}

/** What goes out next in a lane, and how pressing the lane is: what waits behind it presses, too. */
export interface Head extends Waiting {
  readonly laneUrgency: Urgency
  /** The messages right behind it, where it is one itself. What shows a state doesn't keep its place between them. */
  readonly followers: readonly Waiting[]
}

/** The head of a lane, whose waiting deliveries are given in order; null of an empty one. */
export function headOf(lane: readonly Waiting[]): Head | null {
  const next =
    lane.find(({ isBegun }) => isBegun) ?? lane.find(({ urgency }) => urgency !== URGENCY.state) ?? lane[0]
  if (!next) return null
  const laneUrgency = lane.reduce<Urgency>(
    (most, { urgency }) => (urgency < most ? urgency : most),
    next.urgency,
  )
  return { ...next, laneUrgency, followers: followersOf(next, lane) }
}

function followersOf(next: Waiting, lane: readonly Waiting[]): Waiting[] {
  if (next.kind !== 'message') return []
  const behind = lane.slice(lane.indexOf(next) + 1).filter(({ urgency }) => urgency !== URGENCY.state)
  const end = behind.findIndex(({ kind }) => kind !== 'message')
  return behind.slice(0, end < 0 ? undefined : end)
}
