import { and, eq, exists, inArray } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { doneOnTelegram } from '../../core/audit/entry.ts'
import { withoutName } from '../../core/deliveries/delivery.ts'
import { personKey } from '../../core/foundation/actor.ts'
import type { RecordAudit } from '../audit/audit.ts'
import type { Tx } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'
import { forgetPrivateChat } from './forget-private-chat.ts'

interface User {
  readonly organizationId: string
  readonly userId: string
}

/**
 * Removes a person's Telegram id, name and phone from every table; the tickets stay. Answers with those that named
 * them. Every condition is an index's, so that it costs what there is of the person and not of everybody.
 */
export async function forgetPerson(
  tx: Tx,
  tables: Tables,
  record: RecordAudit,
  telegramId: number,
): Promise<number[]> {
  const { q } = tx
  const { people, tickets, messages, history, panelUsers, audit, groupDoors, linkCodes } = tables
  const [person] = await q.delete(people).where(eq(people.telegramId, telegramId)).returning()
  const users = person?.mobile
    ? await q.select().from(panelUsers).where(eq(panelUsers.mobile, person.mobile))
    : []

  const ITS_TICKET = { number: tickets.number, organizationId: tickets.organizationId }
  const named: { number: number; organizationId: string }[] = []
  await forgetParty()
  for (const user of users) await forgetPanelUser(user)
  await forgetPrivateChat(q, tables, telegramId)
  await forgetIntake()
  await forgetDeliveries([{ telegramId }, ...users].map(personKey))
  await q.update(groupDoors).set({ addedBy: null }).where(eq(groupDoors.addedBy, telegramId))
  await q
    .update(linkCodes)
    .set({ presentedIn: null, presentedBy: null })
    .where(eq(linkCodes.presentedBy, telegramId))
  await q.update(audit).set({ byTelegramId: null }).where(eq(audit.byTelegramId, telegramId))
  const organizations = new Set([...users, ...named].map(({ organizationId }) => organizationId))
  await record(
    tx,
    [...organizations].map((id) => doneOnTelegram(id, null, 'person_erased')),
  )
  return [...new Set(named.map(({ number }) => number))]

  async function forgetParty(): Promise<void> {
    named.push(
      ...(await q
        .update(tickets)
        .set({ creatorName: '', creatorTelegramId: null })
        .where(eq(tickets.creatorTelegramId, telegramId))
        .returning(ITS_TICKET)),
      ...(await q
        .update(tickets)
        .set({ assigneeName: null, assigneeTelegramId: null })
        .where(eq(tickets.assigneeTelegramId, telegramId))
        .returning(ITS_TICKET)),
    )
    await q
      .update(messages)
      .set({ authorName: '', authorTelegramId: null })
      .where(eq(messages.authorTelegramId, telegramId))
    await q
      .update(history)
      .set({ byName: '', byTelegramId: null })
      .where(eq(history.byTelegramId, telegramId))
  }

  /** Whoever has the same number in the panel is the same person. The panel's next token brings the user back. */
  async function forgetPanelUser(user: User): Promise<void> {
    const { sessions, requestKeys } = tables
    const { organizationId, userId } = user
    await q.update(panelUsers).set({ name: '', mobile: null }).where(isUser(panelUsers, user))
    await q.delete(sessions).where(isUser(sessions, user))
    // Their names are in the answers. A request that comes again still finds what it once made.
    await q.delete(requestKeys).where(isUser(requestKeys, user))
    named.push(
      ...(await q
        .update(tickets)
        .set({ creatorName: '' })
        .where(and(eq(tickets.organizationId, organizationId), eq(tickets.creatorPanelUserId, userId)))
        .returning(ITS_TICKET)),
    )
    await q
      .update(messages)
      .set({ authorName: '' })
      .where(and(eq(messages.authorPanelUserId, userId), belongsTo(organizationId, messages.ticketNumber)))
    await q
      .update(history)
      .set({ byName: '' })
      .where(and(eq(history.byPanelUserId, userId), belongsTo(organizationId, history.ticketNumber)))
  }

  /** Whether a row's ticket is the organization's; asked of each row, so that the rows are found by their person. */
  function belongsTo(organizationId: string, ticketNumber: AnyPgColumn) {
    return exists(
      q
        .select({ number: tickets.number })
        .from(tickets)
        .where(and(eq(tickets.number, ticketNumber), eq(tickets.organizationId, organizationId))),
    )
  }

  /** Updates that wait are still handled and then dropped; those set aside would stay. */
  async function forgetIntake(): Promise<void> {
    const { forms, inbox, asidePeople } = tables
    await q.delete(forms).where(eq(forms.ownerId, telegramId))
    const theirs = await q
      .delete(asidePeople)
      .where(eq(asidePeople.telegramId, telegramId))
      .returning({ botId: asidePeople.botId, updateId: asidePeople.updateId })
    for (const { botId, updateId } of theirs) {
      await q
        .update(inbox)
        .set({ payload: null, lane: '', error: null })
        .where(and(eq(inbox.botId, botId), eq(inbox.updateId, updateId)))
    }
  }

  /** Notices say who closed or reopened a ticket. */
  async function forgetDeliveries(names: readonly string[]): Promise<void> {
    const { outbox } = tables
    const rows = await q
      .select({ id: outbox.id, payload: outbox.payload })
      .from(outbox)
      .where(inArray(outbox.names, [...names]))
    for (const { id, payload } of rows) {
      await q
        .update(outbox)
        .set({ payload: withoutName(payload), names: null })
        .where(eq(outbox.id, id))
    }
  }
}

function isUser(
  table: { readonly organizationId: AnyPgColumn; readonly userId: AnyPgColumn },
  { organizationId, userId }: User,
) {
  return and(eq(table.organizationId, organizationId), eq(table.userId, userId))
}
