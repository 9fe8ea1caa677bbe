import { and, eq, lt, sql } from 'drizzle-orm'
import type { FormKey, FormState, FormStore, FormWrite } from '../../core/doorways/forms.ts'
import type { Connection, Query } from '../engine/connection.ts'
import type { Enqueue } from '../outbox/enqueue.ts'
import { prepared } from '../engine/prepared.ts'

export interface FormRows {
  /** Stores a form as changed now, or removes it where its data is null. */
  write(q: Query, form: FormWrite): Promise<void>
}

const COLUMNS = [
  'chatId',
  'threadId',
  'ownerId',
  'data',
  'questionId',
  'menuId',
  'updatedAt',
] as const satisfies (keyof FormState)[]

/** Statements on forms for the inbox, which stores forms in the transaction that marks their update as done. */
export function createFormRows({ tables }: Connection, clock: () => Date): FormRows {
  const { forms } = tables
  const upsert = prepared(COLUMNS, (q, values) =>
    q
      .insert(forms)
      .values(values)
      .onConflictDoUpdate({
        target: [forms.chatId, forms.threadId, forms.ownerId],
        set: {
          data: sql`excluded.data`,
          questionId: sql`excluded.question_id`,
          menuId: sql`excluded.menu_id`,
          updatedAt: sql`excluded.updated_at`,
        },
      }),
  )
  return {
    async write(q, form) {
      if (form.data !== null) await upsert(q, { ...form, updatedAt: clock() })
      else {
        await q
          .delete(forms)
          .where(
            and(
              eq(forms.chatId, form.chatId),
              eq(forms.threadId, form.threadId),
              eq(forms.ownerId, form.ownerId),
            ),
          )
      }
    },
  }
}

/** Forms that are being filled in. */
export function createFormStore(db: Connection, enqueue: Enqueue): FormStore {
  const { forms } = db.tables
  const byKey = prepared(['chatId', 'threadId', 'ownerId'], (q, { chatId, threadId, ownerId }) =>
    q
      .select()
      .from(forms)
      .where(and(eq(forms.chatId, chatId), eq(forms.threadId, threadId), eq(forms.ownerId, ownerId))),
  )
  return {
    async read({ chatId, threadId, ownerId }: FormKey) {
      const [form] = await db.read((q) => byKey(q, { chatId, threadId, ownerId }))
      return form ?? null
    },
    idleSince: (before) => db.read((q) => q.select().from(forms).where(lt(forms.updatedAt, before))),
    expire: ({ chatId, threadId, ownerId, updatedAt }, deliveries) =>
      db.tx(async (tx) => {
        const removed = await tx.q
          .delete(forms)
          .where(
            and(
              eq(forms.chatId, chatId),
              eq(forms.threadId, threadId),
              eq(forms.ownerId, ownerId),
              eq(forms.updatedAt, updatedAt),
            ),
          )
          .returning({ chatId: forms.chatId })
        if (removed.length === 0) return false
        await enqueue(tx, deliveries)
        return true
      }),
  }
}
