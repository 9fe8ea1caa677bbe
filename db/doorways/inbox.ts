import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { InboxRow, InboxStore } from '../../core/doorways/inbox.ts'
import type { Connection } from '../engine/connection.ts'
import type { FormRows } from './forms.ts'
import { prepared } from '../engine/prepared.ts'

export interface InboxParts {
  readonly db: Connection
  readonly clock: () => Date
  readonly forms: FormRows
}

/** The updates of each bot, from their arrival until they are handled. */
export function createInboxes({ db, clock, forms }: InboxParts): (botId: number) => InboxStore {
  const { inbox, asidePeople } = db.tables
  const insert = prepared(['botId', 'updateId', 'lane', 'payload', 'receivedAt'], (q, values) =>
    q
      .insert(inbox)
      .values({ ...values, state: 'waiting', attempts: 0 })
      .onConflictDoNothing()
      .returning({ updateId: inbox.updateId }),
  )
  const finish = prepared(['botId', 'updateId'], (q, { botId, updateId }) =>
    q
      .update(inbox)
      .set({ state: 'done', payload: null, lane: '', error: null })
      .where(and(eq(inbox.botId, botId), eq(inbox.updateId, updateId))),
  )

  return (botId) => {
    const isUpdate = (updateId: number) => and(eq(inbox.botId, botId), eq(inbox.updateId, updateId))

    return {
      accept: (rows) =>
        db.tx(async ({ q }) => {
          const receivedAt = clock()
          const accepted: InboxRow[] = []
          for (const row of rows) {
            const added = await insert(q, { ...row, botId, receivedAt })
            if (added.length > 0) accepted.push({ ...row, attempts: 0 })
          }
          return accepted
        }),

      pending: () =>
        db.read((q) =>
          q
            .select({
              updateId: inbox.updateId,
              lane: inbox.lane,
              payload: inbox.payload,
              attempts: inbox.attempts,
            })
            .from(inbox)
            .where(and(eq(inbox.botId, botId), sql`${inbox.state} = 'waiting'`))
            .orderBy(asc(inbox.updateId)),
        ),

      finish: (updateId, writes) =>
        db.tx(async ({ q }) => {
          for (const write of writes) await forms.write(q, write)
          await finish(q, { botId, updateId })
        }, 'replayable'),

      failed: (updateId, error) =>
        db.tx(async ({ q }) => {
          const [row] = await q
            .update(inbox)
            .set({ attempts: sql`${inbox.attempts} + 1`, error })
            .where(isUpdate(updateId))
            .returning({ attempts: inbox.attempts })
          return row?.attempts ?? 0
        }),

      setAside: (updateId, people) =>
        db.tx(async ({ q }) => {
          await q.update(inbox).set({ state: 'aside' }).where(isUpdate(updateId))
          if (people.length === 0) return
          const rows = people.map((telegramId) => ({ telegramId, botId, updateId }))
          await q.insert(asidePeople).values(rows).onConflictDoNothing()
        }),

      prune: (before) =>
        db.tx(async ({ q }) => {
          await q
            .delete(inbox)
            .where(and(eq(inbox.botId, botId), eq(inbox.state, 'done'), lt(inbox.receivedAt, before)))
        }),
    }
  }
}
