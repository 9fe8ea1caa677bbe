import type { PanelActor } from '../../../core/foundation/actor.ts'
import type { Desk } from '../../../core/desk.ts'
import type { Stretch } from './timeline.ts'

const STRETCH = 100

/** Consecutive messages, with the pages before and after them; the page of the newest messages is null. */
export interface ReadStretch extends Stretch {
  readonly older: number | null
  readonly newer: { readonly page: number | null } | null
}

/**
 * Reads the newest hundred messages, or one of the pages of a hundred, counted from the first message. Throws DeskError
 * `not_found` for a ticket that is not the actor's.
 */
export async function readStretch(
  { tickets }: Desk,
  actor: PanelActor,
  number: number,
  wanted: number | null,
): Promise<ReadStretch> {
  const pageSize = STRETCH
  const { items, total } = await tickets.messages(actor, number, { page: wanted ?? 1, pageSize })
  const hidden = total - STRETCH
  if (hidden <= 0) return { messages: items, first: true, last: true, older: null, newer: null }
  const newestPages = Math.ceil(hidden / pageSize)
  if (wanted === null || wanted > newestPages) {
    const messages = await tickets.latest(actor, number, STRETCH)
    return { messages, first: false, last: true, older: newestPages, newer: null }
  }
  return {
    messages: items,
    first: wanted === 1,
    last: false,
    older: wanted === 1 ? null : wanted - 1,
    newer: { page: wanted === newestPages ? null : wanted + 1 },
  }
}
