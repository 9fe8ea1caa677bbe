import type { VersionedState } from '@grammyjs/conversations'
import type { NewDelivery } from '../../core/deliveries/delivery.ts'
import { personKey } from '../../core/foundation/actor.ts'
import type { FormState, FormStore } from '../../core/doorways/forms.ts'
import { TICKET_FORM } from './draft.ts'

/** Closes the forms that nobody touched for `timeoutMs`. Each owner is told once, in the form's own message. */
export function createExpireForms(
  forms: FormStore,
  clock: () => Date,
  timeoutMs: number,
): () => Promise<void> {
  return async () => {
    const idle = await forms.idleSince(new Date(clock().getTime() - timeoutMs))
    for (const form of idle) await forms.expire(form, farewell(form))
  }
}

function farewell({ chatId, ownerId, threadId, questionId, menuId, data }: FormState): NewDelivery[] {
  const isTicketForm = TICKET_FORM in (data as VersionedState<object>).state
  const destination = { kind: 'chat', chatId } as const
  if (isTicketForm)
    return [
      {
        destination,
        ticketNumber: null,
        payload: { kind: 'form_timeout', ownerId, threadId, questionId, menuId },
        names: personKey({ telegramId: ownerId }),
      },
    ]
  return questionId === null
    ? []
    : [{ destination, ticketNumber: null, payload: { kind: 'delete', messageId: questionId } }]
}
