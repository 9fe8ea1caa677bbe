import { z } from 'zod'
import { DeskError } from '../../core/foundation/errors.ts'
import { parseReference } from '../../core/tickets/ticket.ts'

/** The path parameter that names a ticket. */
export const refParams = z.object({
  ref: z.string().meta({ description: 'The ticket’s reference, or only the number in it', example: 'KT-12' }),
})

/** The ticket's number. Throws DeskError `not_found` for what can't be a reference, as for one that nobody has. */
export function ticketNumber({ ref }: z.output<typeof refParams>): number {
  const number = parseReference(ref)
  if (number === null) throw new DeskError('not_found')
  return number
}
