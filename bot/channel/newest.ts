import type { Delivery, Payload } from '../../core/deliveries/delivery.ts'
import type { LinkReader } from '../../core/places/reader.ts'
import type { Seen } from '../telegram/seen.ts'

/** Whether a second attempt shows nothing twice, since all it does is set a state: a mark, a message that is gone. */
const SETS_A_STATE: Readonly<Record<Payload['kind'], boolean>> = {
  receipt: true,
  delete: true,
  sms: true,
  card: false,
  edit: false,
  message: false,
  files: false,
  late_files: false,
  notice: false,
  welcome: false,
  greeting: false,
  farewell: false,
  form_timeout: false,
}

export interface NewestDeps {
  readonly links: LinkReader
  readonly seen: Seen
  readonly chatOf: (delivery: Delivery) => number
}

/** Tells the newest message that is known in a delivery's chat. After a start, that is one that belongs to a ticket. */
export function createNewest({
  links,
  seen,
  chatOf,
}: NewestDeps): (delivery: Delivery) => Promise<number | null> {
  const asked = new Set<number>()

  return async (delivery) => {
    if (SETS_A_STATE[delivery.payload.kind]) return null
    const chatId = chatOf(delivery)
    if (!asked.has(chatId)) {
      const linked = await links.newest(chatId)
      if (linked !== null) seen.note(chatId, linked)
      asked.add(chatId)
    }
    return seen.newest(chatId)
  }
}
