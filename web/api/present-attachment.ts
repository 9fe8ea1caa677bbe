import { z } from 'zod'
import type { Attachment } from '../../core/files/attachment.ts'

export const attachmentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.number().int(),
    url: z.string(),
  })
  .meta({
    id: 'Attachment',
    example: {
      id: 'q3mYb0n3t0a9mX0mE1Yt2w',
      name: 'screenshot.png',
      type: 'image/png',
      size: 48213,
      url: '/api/v1/attachments/q3mYb0n3t0a9mX0mE1Yt2w',
    },
  })

/** A file as the API shows it. */
export function presentAttachment({ id, name, type, size }: Attachment): z.output<typeof attachmentSchema> {
  return { id, name, type, size, url: `/api/v1/attachments/${id}` }
}
