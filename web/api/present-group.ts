import { z } from 'zod'
import type { Group } from '../../core/groups/group.ts'

export const groupSchema = z
  .object({
    groupId: z.string(),
    title: z.string(),
    state: z.enum(['active', 'suspended']),
    reason: z.string().nullable(),
    activatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Group' })

/** A linked group as the API shows it. The ID is a string: not every client's numbers are large enough. */
export function presentGroup({
  chatId,
  title,
  state,
  reason,
  activatedAt,
}: Group): z.output<typeof groupSchema> {
  return { groupId: String(chatId), title, state, reason, activatedAt: activatedAt.toISOString() }
}
