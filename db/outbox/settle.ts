import { and, eq, sql } from 'drizzle-orm'
import { leavesDoubt, type NewDelivery } from '../../core/deliveries/delivery.ts'
import type { Settlement } from '../../core/deliveries/ports.ts'
import type { Connection, Query, Tx } from '../engine/connection.ts'
import type { Enqueue } from './enqueue.ts'
import { createFreshen } from './freshen.ts'
import type { Heard } from './heard.ts'
import { lockTickets } from './lock-tickets.ts'
import type { LinkRows } from '../places/link-rows.ts'
import type { MessageRows } from '../messages/message-rows.ts'
import { createStartClocks } from './start-clocks.ts'
import { assigned, prepared } from '../engine/prepared.ts'

/** Writes the outcomes of attempts, and what follows from them. */
export type Settle = (tx: Tx, settlements: readonly Settlement[]) => Promise<void>

export interface SettleParts {
  readonly db: Connection
  readonly messages: MessageRows
  readonly links: LinkRows
  readonly enqueue: Enqueue
  readonly heard: Heard
}

/** Builds the statements; they run in the caller's transaction. */
export function createSettle({ db, messages, links, enqueue, heard }: SettleParts): Settle {
  const { outbox, tickets, messages: messageTable } = db.tables
  const removeSent = prepared(['id', 'revision'], (q, { id, revision }) =>
    q
      .delete(outbox)
      .where(and(eq(outbox.id, id), eq(outbox.revision, revision)))
      .returning({ id: outbox.id }),
  )
  const markMessage = prepared(
    ['id', 'deliveryState', 'deliveryUntil', 'deliveryReason'],
    (q, { id, ...values }) =>
      q.update(messageTable).set(assigned(messageTable, values)).where(eq(messageTable.id, id)),
  )

  const startClocks = createStartClocks(db)
  const freshen = createFreshen(db, heard)
  return async (tx, given) => {
    await lockTickets(
      db,
      tx.q,
      given.map(({ delivery }) => delivery),
    )
    const settlements = await freshen(tx.q, given)
    await startClocks(tx.q, settlements)
    for (const settlement of settlements) {
      const { q } = tx
      await settleRow(q, settlement)
      for (const link of settlement.links) await links.add(q, link)
      await noteConsequences(q, settlement)
      await enqueue(tx, [...(await lateFiles(q, settlement)), ...settlement.next])
    }
  }

  /** An outcome counts for the revision that was sent. A newer one stays waiting, with its attempts counted anew. */
  async function settleRow(q: Query, settlement: Settlement): Promise<void> {
    const { id } = settlement.delivery
    if ((await settleRevision(q, settlement)).length > 0) return
    await q
      .update(outbox)
      .set({ attempts: 0, faults: 0, ...ended(settlement) })
      .where(and(eq(outbox.id, id), eq(outbox.state, 'waiting')))
  }

  async function settleRevision(q: Query, settlement: Settlement): Promise<unknown[]> {
    const { delivery, outcome, runAt } = settlement
    const { id, revision } = delivery
    switch (outcome.kind) {
      case 'delivered':
        return await removeSent(q, { id, revision })
      case 'retry':
        return await update({
          attempts: sql`${outbox.attempts} + 1`,
          ...(outcome.isOurs && { faults: sql`${outbox.faults} + 1` }),
          error: outcome.reason,
          ...(runAt && { runAt }),
        })
      case 'failed':
        return await update({
          state: 'failed',
          mergeKey: null,
          error: [outcome.reason, outcome.detail].filter(Boolean).join(': '),
        })
      case 'parked':
        return await update({ state: 'parked', error: outcome.reason, ...(runAt && { runAt }) })
    }

    async function update(
      values: Parameters<ReturnType<Query['update']>['set']>[0] & Record<string, unknown>,
    ) {
      return await q
        .update(outbox)
        .set({ ...values, ...ended(settlement) })
        .where(and(eq(outbox.id, id), eq(outbox.revision, revision), eq(outbox.state, 'waiting')))
        .returning({ id: outbox.id })
    }
  }

  /** What an attempt leaves of the note that it began. What was in doubt stays so until it is delivered. */
  function ended({ delivery, outcome }: Settlement): { begunAt?: null; begunAfter?: null; joinedTo?: null } {
    const isOver = outcome.kind === 'delivered' || !(leavesDoubt(outcome) || delivery.doubt)
    return isOver ? { begunAt: null, begunAfter: null, joinedTo: null } : {}
  }

  async function noteConsequences(q: Query, settlement: Settlement): Promise<void> {
    const { delivery, message, smsFailure, smsStatus } = settlement
    if (message) {
      const { state, until, reason } = message.delivery
      await markMessage(q, {
        id: message.id,
        deliveryState: state,
        deliveryUntil: until,
        deliveryReason: reason,
      })
    }
    if (smsFailure !== undefined && delivery.ticketNumber !== null) {
      const noted = { smsFailure, ...(smsStatus && { smsStatus }) }
      await q.update(tickets).set(noted).where(eq(tickets.number, delivery.ticketNumber))
    }
  }

  /**
   * Files that joined a message while it was being sent. Its delivery has just been deleted in this transaction, so a
   * file that joins later finds the message sent and is enqueued by itself.
   */
  async function lateFiles(q: Query, { delivery, carried }: Settlement): Promise<NewDelivery[]> {
    const { destination, ticketNumber, payload } = delivery
    if (!carried || payload.kind !== 'message') return []
    const { messageId } = carried
    const message = await messages.load(q, messageId)
    const files = message?.attachments ?? []
    const attachmentIds = files.map(({ id }) => id).filter((id) => !carried.attachmentIds.includes(id))
    if (attachmentIds.length === 0) return []
    const { room } = payload
    const late = {
      destination,
      ticketNumber,
      payload: { kind: 'late_files', room, messageId, attachmentIds } as const,
    }
    const edit = { destination, ticketNumber, payload: { kind: 'edit', room, messageId } as const }
    return message?.text === carried.text ? [late] : [late, edit]
  }
}
