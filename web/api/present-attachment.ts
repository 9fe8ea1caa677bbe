import { z } from 'zod'
import type { Attachment } from '../../core/tickets/message.ts'

export const attachmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  url: z.string(),
})

/** A file as the API shows it. */
export function presentAttachment({ id, name, type, size }: Attachment): z.output<typeof attachmentSchema> {
  return { id, name, type, size, url: `/api/v1/attachments/${id}` }
}
