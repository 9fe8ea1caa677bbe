import { z } from 'zod'
import type { Message, MessageDelivery } from '../../core/tickets/message.ts'
import { attachmentSchema, presentAttachment } from './present-attachment.ts'

export const messageSchema = z
  .object({
    id: z.string(),
    side: z.enum(['customer', 'agent', 'system']),
    author: z.object({ name: z.string() }),
    text: z.string(),
    attachments: z.array(attachmentSchema),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    delivery: z.object({
      state: z.enum(['queued', 'sent', 'failed']),
      until: z.iso.datetime().optional(),
      reason: z.string().optional(),
    }),
  })
  .meta({ id: 'Message' })

/** A message as the API shows it, with the state of its delivery. */
export function presentMessage(message: Message): z.output<typeof messageSchema> {
  return {
    id: String(message.id),
    side: message.author.side,
    author: { name: message.author.name },
    text: message.text,
    attachments: message.attachments.map(presentAttachment),
    createdAt: message.createdAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    delivery: presentDelivery(message.delivery),
  }
}

function presentDelivery({
  state,
  until,
  reason,
}: MessageDelivery): z.output<typeof messageSchema>['delivery'] {
  return { state, ...(until && { until: until.toISOString() }), ...(reason && { reason }) }
}
