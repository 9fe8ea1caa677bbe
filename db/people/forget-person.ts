import { and, eq, inArray, or } from 'drizzle-orm'
import type { Query } from '../engine/connection.ts'
import type { Tables } from '../schema/tables.ts'

/**
 * Removes a person's Telegram id, name and phone from every table; tickets stay. Returns the numbers of those that
 * named them.
 */
export async function forgetPerson(q: Query, tables: Tables, telegramId: number): Promise<number[]> {
  const { people, tickets, messages, history, panelUsers, sessions } = tables
  const [person] = await q.delete(people).where(eq(people.telegramId, telegramId)).returning()
  const users = person?.mobile
    ? await q.select().from(panelUsers).where(eq(panelUsers.mobile, person.mobile))
    : []

  const named: { number: number }[] = []
  await forgetParty()
  for (const user of users) await forgetPanelUser(user)
  await forgetPrivateChat()
  await forgetIntake()
  await forgetNotices([person, ...users].flatMap((known) => (known ? [known.name] : [])))
  return [...new Set(named.map(({ number }) => number))]

  async function forgetParty(): Promise<void> {
    named.push(
      ...(await q
        .update(tickets)
        .set({ creatorName: '', creatorTelegramId: null })
        .where(eq(tickets.creatorTelegramId, telegramId))
        .returning({ number: tickets.number })),
      ...(await q
        .update(tickets)
        .set({ assigneeName: null, assigneeTelegramId: null })
        .where(eq(tickets.assigneeTelegramId, telegramId))
        .returning({ number: tickets.number })),
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

  /** A panel user with the same mobile number is the same person. The panel's next token creates the user again. */
  async function forgetPanelUser({ organizationId, userId }: (typeof users)[number]): Promise<void> {
    const itsTickets = q
      .select({ number: tickets.number })
      .from(tickets)
      .where(eq(tickets.organizationId, organizationId))
    await q
      .update(panelUsers)
      .set({ name: '', mobile: null })
      .where(and(eq(panelUsers.organizationId, organizationId), eq(panelUsers.userId, userId)))
    await q
      .delete(sessions)
      .where(and(eq(sessions.organizationId, organizationId), eq(sessions.userId, userId)))
    named.push(
      ...(await q
        .update(tickets)
        .set({ creatorName: '' })
        .where(and(eq(tickets.organizationId, organizationId), eq(tickets.creatorPanelUserId, userId)))
        .returning({ number: tickets.number })),
    )
    await q
      .update(messages)
      .set({ authorName: '' })
      .where(and(eq(messages.authorPanelUserId, userId), inArray(messages.ticketNumber, itsTickets)))
    await q
      .update(history)
      .set({ byName: '' })
      .where(and(eq(history.byPanelUserId, userId), inArray(history.ticketNumber, itsTickets)))
  }

  /** In Telegram, a private chat has the id of its person. */
  async function forgetPrivateChat(): Promise<void> {
    const { links, places, outbox } = tables
    await q
      .update(tickets)
      .set({ homeChatId: null, homeThreadId: null })
      .where(eq(tickets.homeChatId, telegramId))
    await q.delete(links).where(eq(links.chatId, telegramId))
    await q.delete(places).where(eq(places.chatId, telegramId))
    await q.delete(outbox).where(eq(outbox.chatId, telegramId))
  }

  /** Waiting updates lose their payload once they are handled; those set aside would keep it. */
  async function forgetIntake(): Promise<void> {
    const { forms, inbox } = tables
    await q.delete(forms).where(or(eq(forms.ownerId, telegramId), eq(forms.chatId, telegramId)))
    const aside = await q.select().from(inbox).where(eq(inbox.state, 'aside'))
    const theirs = aside.filter((row) => JSON.stringify(row).includes(String(telegramId)))
    for (const { botId, updateId } of theirs) {
      await q
        .update(inbox)
        .set({ payload: null, lane: '', error: null })
        .where(and(eq(inbox.botId, botId), eq(inbox.updateId, updateId)))
    }
  }

  /** A notice of a closing or reopening holds the name of the person who did it. */
  async function forgetNotices(names: readonly string[]): Promise<void> {
    const { outbox } = tables
    const rows = await q.select().from(outbox).where(eq(outbox.kind, 'notice'))
    for (const { id, payload } of rows) {
      if (payload.kind !== 'notice' || !('name' in payload.notice) || !names.includes(payload.notice.name))
        continue
      const nameless = { ...payload, notice: { ...payload.notice, name: '' } }
      await q.update(outbox).set({ payload: nameless }).where(eq(outbox.id, id))
    }
  }
}
