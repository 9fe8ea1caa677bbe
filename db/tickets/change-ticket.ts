import { and, eq, inArray } from 'drizzle-orm'
import type { Room } from '../../core/places/place.ts'
import { DeskError } from '../../core/foundation/errors.ts'
import type { Change, Changed, Found } from '../../core/changes/change.ts'
import type { TicketStore } from '../../core/changes/ports.ts'
import type { Message, Origin } from '../../core/tickets/message.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { Durability, Query, Tx } from '../engine/connection.ts'
import { albumKey, type Stored } from '../messages/message-rows.ts'
import type { TicketParts } from './ticket-rows.ts'

/** Loads a ticket, lets the core decide, and writes what it decided, all in one transaction. */
export function createChange({
  db,
  clock,
  rows,
  messages,
  links,
  enqueue,
}: TicketParts): TicketStore['change'] {
  const { outbox } = db.tables

  return <Result>(number: number, decide: (found: Found, now: Date) => Change<Result>, origin?: Origin) =>
    db.tx(async (tx): Promise<Changed<Result>> => {
      const { q } = tx
      const ticket = await rows.loadLocked(q, number)
      if (!ticket) throw new DeskError('not_found')

      const repeated = origin && (await findRepeated(q, origin))
      if (repeated) {
        const own = repeated.ticketNumber === number ? ticket : await rows.load(q, repeated.ticketNumber)
        return { duplicate: true, ticket: own ?? ticket, messageId: repeated.messageId }
      }
      const album = await findAlbum(q, origin)
      const change = decide({ ticket, album }, clock())
      const stored = await write(tx, ticket, change, album?.message ?? null, origin)
      return {
        duplicate: false,
        result: change.result,
        ticket: change.ticket ?? ticket,
        messageId: stored?.messageId ?? null,
      }
    }, durabilityOf(origin))

  async function findRepeated(
    q: Query,
    origin: Origin,
  ): Promise<{ ticketNumber: number; messageId: number | null } | null> {
    if (origin.kind === 'telegram') {
      const link = await links.find(q, origin.chatId, origin.messageId)
      return link && { ticketNumber: link.ticketNumber, messageId: link.storedId }
    }
    const message = origin.requestKey === null ? null : await messages.loadByRequestKey(q, origin.requestKey)
    return message && { ticketNumber: message.ticketNumber, messageId: message.id }
  }

  async function findAlbum(q: Query, origin: Origin | undefined): Promise<Found['album']> {
    if (origin?.kind !== 'telegram' || origin.albumId === null) return null
    const message = await messages.loadByRequestKey(q, albumKey(origin.chatId, origin.albumId))
    return message && { message, waitingFor: await roomsAhead(q, message.id) }
  }

  /**
   * The rooms that the message has not been sent to yet. Its deliveries are locked until the transaction ends, so
   * that none of them is settled without the files that this change adds.
   */
  async function roomsAhead(q: Query, messageId: number): Promise<Room[]> {
    const waiting = await db.locked(
      q
        .select({ payload: outbox.payload })
        .from(outbox)
        .where(
          and(
            eq(outbox.messageId, messageId),
            eq(outbox.kind, 'message'),
            inArray(outbox.state, ['waiting', 'parked']),
          ),
        ),
    )
    return waiting.flatMap(({ payload }) => (payload.kind === 'message' ? [payload.room] : []))
  }

  async function write(
    tx: Tx,
    before: Ticket,
    change: Change<unknown>,
    albumMessage: Message | null,
    origin: Origin | undefined,
  ): Promise<Stored | null> {
    const { q } = tx
    const { number } = before
    if (change.ticket && change.ticket !== before) await rows.update(q, change.ticket)
    else if (changesTexts(change)) await rows.markStale(q, number)
    if (change.history) await rows.addHistory(q, number, change.history)

    if (change.withdraw) await messages.withdraw(q, change.withdraw.messageId)
    const stored = await store(q, number, change, albumMessage, origin)
    if (origin?.kind === 'telegram') {
      const { chatId, messageId } = origin
      const storedId = stored?.messageId ?? null
      await links.addNew(q, { chatId, messageId, ticketNumber: number, storedId, role: 'source' })
    }
    const { deliveries = [] } = change
    await enqueue(
      tx,
      typeof deliveries === 'function'
        ? deliveries(stored ?? { messageId: 0, attachmentIds: [] })
        : deliveries,
    )
    return stored
  }

  async function store(
    q: Query,
    number: number,
    { message, addTo }: Change<unknown>,
    albumMessage: Message | null,
    origin: Origin | undefined,
  ): Promise<Stored | null> {
    if (message) return await messages.insert(q, number, requestKeyOf(origin), message)
    if (!addTo) return null
    const extended =
      albumMessage?.id === addTo.messageId ? albumMessage : await messages.load(q, addTo.messageId)
    if (!extended) throw new Error(`There is no message ${addTo.messageId} to add to.`)
    return await messages.extend(q, extended, addTo)
  }
}

/**
 * An update stays in the inbox until it is handled and can be handled again; a request of the panel is kept nowhere.
 */
function durabilityOf(origin: Origin | undefined): Durability {
  return origin?.kind === 'telegram' ? 'replayable' : 'durable'
}

/** Whether a change affects the texts that the search looks in. Notes are not searched. */
function changesTexts({ message, addTo, withdraw }: Change<unknown>): boolean {
  return message?.kind === 'message' || addTo !== undefined || withdraw !== undefined
}

/** The key under which no second message is stored. */
function requestKeyOf(origin: Origin | undefined): string | null {
  if (origin?.kind === 'panel') return origin.requestKey
  return origin && origin.albumId !== null ? albumKey(origin.chatId, origin.albumId) : null
}
