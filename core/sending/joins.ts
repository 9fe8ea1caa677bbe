import type { Channel, Sent } from '../deliveries/channel.ts'
import type { Delivery } from '../deliveries/delivery.ts'
import type { Beginning } from '../deliveries/ports.ts'
import { yields } from '../deliveries/urgency.ts'
import type { Head, Waiting } from '../deliveries/waiting.ts'
import { MAX_FAULTS } from './set-aside.ts'

/** Deliveries that go out as one message; most go alone. */
export type Post = readonly [Delivery, ...Delivery[]]

/** Which deliveries go out as one post: messages of a ticket for which their chat has, or had, too few places. */
export interface Joins {
  /** The chat of this lane has no place until then. */
  closed(head: Waiting, until: number): void
  /** What waits behind a lane's head and may go with it. After a crash some posts have to be made as they were. */
  behind(head: Head, now: number): number[]
  postOf(first: Delivery, behind: readonly Delivery[]): Promise<Post>
  /** What became of each delivery of a post. What a chat does not take joined goes out one by one. */
  sentOf(post: Post, sent: Sent): Sent[]
}

/** So many chats are remembered. */
const CHATS_KEPT = 1_000
/** After so many faults of ours each goes by itself, so that only the one that fails is set aside. */
const FAULTS_TOGETHER = MAX_FAULTS / 2

/** What is noted of a post before it is made: after a crash it is made as it was, so that it is known again. */
export function beginningsOf(post: Post, after: number): Beginning[] {
  const joinedTo = post.length > 1 ? post[0].id : null
  return post.map((delivery) => ({ delivery, after, joinedTo }))
}

/** Builds them; nothing has waited yet. */
export function createJoins(channel: Pick<Channel, 'fitting' | 'placesLeft'>): Joins {
  const closedUntil = new Map<string, number>()
  const apart = new Set<number>()

  return {
    closed(head, until) {
      if (!isPost(head) || yields(head.urgency)) return
      const chat = chatOf(head)
      closedUntil.delete(chat)
      closedUntil.set(chat, until)
      const [oldest] = closedUntil.keys()
      if (closedUntil.size > CHATS_KEPT && oldest !== undefined) closedUntil.delete(oldest)
    },
    behind(head, now) {
      const hasWaited = head.runAt.getTime() <= (closedUntil.get(chatOf(head)) ?? -1)
      if (head.kind !== 'message' || head.followers.length === 0) return []
      const areTooMany = head.followers.length > channel.placesLeft(head)
      if (!(hasWaited || areTooMany || head.isBegun)) return []
      const due = head.followers.findIndex(({ runAt }) => runAt.getTime() > now)
      return head.followers.slice(0, due < 0 ? undefined : due).map(({ id }) => id)
    },
    async postOf(first, behind) {
      if (behind.length === 0 || isApart(first)) return [first]
      const { doubt } = first
      if (doubt) {
        const isSame = (other: Delivery) => other.doubt?.joinedTo === doubt.joinedTo
        return doubt.joinedTo === null ? [first] : [first, ...behind.filter(isSame)]
      }
      const end = behind.findIndex((other) => !goWith(first, other))
      const others = behind.slice(0, end < 0 ? undefined : end)
      if (others.length === 0) return [first]
      return [first, ...others.slice(0, (await channel.fitting([first, ...others])) - 1)]
    },
    sentOf([first, ...joined], sent) {
      for (const { id } of [first, ...joined]) apart.delete(id)
      if (joined.length === 0) return [sent]
      const { outcome, links, message, joined: messages = [], ...rest } = sent
      if (outcome.kind === 'failed') {
        for (const { id } of [first, ...joined]) apart.add(id)
        const retry = { kind: 'retry', reason: `joined: ${outcome.reason}`, afterMs: 0 } as const
        return [first, ...joined].map(() => ({ outcome: retry, links: [] }))
      }
      return [first, ...joined].map((_, at) => {
        const its = at === 0 ? message : messages[at - 1]
        return { ...rest, outcome, links: at === 0 ? links : [], ...(its && { message: its }) }
      })
    },
  }

  function isApart({ id, faults }: Delivery): boolean {
    return apart.has(id) || faults >= FAULTS_TOGETHER
  }

  function goWith(first: Delivery, other: Delivery): boolean {
    const [a, b] = [first.payload, other.payload]
    const isSameRoom = a.kind === 'message' && b.kind === 'message' && a.room === b.room
    return isSameRoom && other.ticketNumber === first.ticketNumber && !other.doubt && !isApart(other)
  }
}

/** Whether it takes one of the places that a chat has for new messages. */
function isPost({ kind, hasCard }: Waiting): boolean {
  return kind === 'message' || kind === 'files' || kind === 'late_files' || (kind === 'card' && !hasCard)
}

/** All lanes of the staff group share its places. */
function chatOf({ destination, lane }: Waiting): string {
  return destination.kind === 'staff' ? 'staff' : lane
}
