import type { ConversationStorage, VersionedState } from '@grammyjs/conversations'
import type { FormKey, FormStore } from '../../core/doorways/forms.ts'
import type { BotContext } from '../update/context.ts'
import { topicOf } from '../update/message.ts'
import { formKeyText } from '../update/unit.ts'

/** To be raised when the steps of a form change: a form of a former version is dropped instead of replayed wrongly. */
const FORM_VERSION = 2

/** A form belongs to one person in one chat and forum topic. Null for an update that has no person or chat. */
function formKeyOf(ctx: BotContext): FormKey | null {
  const ownerId = ctx.formOwner ?? ctx.speaker?.telegramId
  if (ctx.chatId === undefined || ownerId === undefined) return null
  return { chatId: ctx.chatId, threadId: (ctx.msg && topicOf(ctx.msg)) ?? 0, ownerId }
}

/** Reads forms from the store. Writes go into the update's unit, and are saved together with its done mark. */
export function createFormStorage<State>(forms: FormStore): ConversationStorage<BotContext, State> {
  return {
    type: 'context',
    version: FORM_VERSION,
    adapter: {
      async read(ctx) {
        const key = formKeyOf(ctx)
        const stored = key && (await forms.read(key))
        if (!stored) return undefined
        ctx.unit.form.questionId = stored.questionId
        ctx.unit.form.menuId = stored.menuId
        return stored.data as VersionedState<State>
      },
      write(ctx, data) {
        note(ctx, data)
      },
      delete(ctx) {
        note(ctx, null)
      },
    },
  }
}

function note(ctx: BotContext, data: unknown): void {
  const key = formKeyOf(ctx)
  if (key) ctx.unit.forms.set(formKeyText(key), { ...key, data, ...ctx.unit.form })
}
