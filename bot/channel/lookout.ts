import type { Message } from 'grammy/types'
import type { LinkReader } from '../../core/places/reader.ts'
import type { Seen } from '../telegram/seen.ts'
import type { Probe } from './probe.ts'
import { type Expected, isExpected } from './probe-match.ts'

/** Where to look for what an attempt has sent. */
export interface Search {
  readonly deliveryId: number
  readonly chatId: number
  /** The newest message that was known there before the attempt. */
  readonly after: number
  /** When the attempt was begun. */
  readonly begunAt: Date
  /** The attempt was over then. */
  readonly since: Date
  /** Which file each of Telegram's file ids is. */
  readonly uniqueIds: ReadonlyMap<string, string>
  /** How many messages may be read. */
  readonly most: number
}

/**
 * Finds the messages of one call after those of the call before; null where they are not there. Of an album it may find
 * the first ones: the others had not come when those were sent.
 */
export type Find = (expected: readonly Expected[], payload: object) => Promise<Message[] | null>

export interface LookoutDeps {
  readonly probe: Pick<Probe, 'read' | 'knows'>
  readonly links: LinkReader
  readonly seen: Seen
}

/** Where nothing is known any more, the chat ends after as many ids without a message. */
const ENDS_AFTER = 8
/** How wrong one of the two clocks may be. Somebody may have forwarded an older message that says the same. */
const SKEW_MS = 20 * 60_000
/** No further than this after the newest message that was known. */
const RANGE = 500

/** Looks through what nobody else has claimed: ids that belong to no ticket and did not come in. */
export function createLookout({ probe, links, seen }: LookoutDeps): (search: Search) => Find {
  /** What was found belongs to the delivery it was found for; not everything is linked. */
  const taken = new Map<string, number>()

  return ({ deliveryId, chatId, after, begunAt, since, uniqueIds, most }) => {
    let from = after
    let read = 0

    return async (expected, payload) => {
      const [first, ...rest] = expected
      if (!first || most === 0) return null
      const others = new Set(await links.linkedAfter(chatId, from, RANGE))
      const found: Message[] = []
      let gap = 0
      for (let id = from + 1; id <= after + RANGE; id++) {
        if (others.has(id) || seen.has(chatId, id) || isTaken(id)) continue
        if (gap === ENDS_AFTER && id > seen.newestToStay(chatId)) break
        const message = await look(id)
        if (message === undefined) return null
        gap = message ? 0 : gap + 1
        const next = found.length === 0 ? first : rest[found.length - 1]
        if (!message || !next || message.date * 1_000 < begunAt.getTime() - SKEW_MS) continue
        if (!isExpected(next, message, uniqueIds, found.length > 0)) continue
        found.push({ ...message, ...threadOf(payload) })
        if (found.length === expected.length) break
      }
      from = found.at(-1)?.message_id ?? from
      for (const { message_id: each } of found) taken.set(`${chatId}:${each}`, deliveryId)
      return found.length > 0 ? found : null
    }

    function isTaken(id: number): boolean {
      return (taken.get(`${chatId}:${id}`) ?? deliveryId) !== deliveryId
    }

    /** Undefined where no more may be read. */
    async function look(id: number): Promise<Message | null | undefined> {
      if (!probe.knows(chatId, id, since)) {
        if (read === most) return undefined
        read++
      }
      return await probe.read(chatId, id, since)
    }
  }
}

/** The copy that was read stood elsewhere. */
function threadOf(payload: object): Partial<Message> {
  return 'message_thread_id' in payload && typeof payload.message_thread_id === 'number'
    ? { message_thread_id: payload.message_thread_id, is_topic_message: true }
    : {}
}
