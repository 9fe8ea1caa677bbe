import { z } from 'zod'
import { DeskError } from '../../core/foundation/errors.ts'
import { parseReference } from '../../core/tickets/ticket.ts'

/** The path parameter of everything under a ticket. */
export const refParams = z.object({
  ref: z.string().meta({ description: 'The reference, or its number', example: 'KT-12' }),
})

/** The ticket's number; what is no reference is as unknown as one that nobody has. */
export function ticketNumber({ ref }: z.output<typeof refParams>): number {
  const number = parseReference(ref)
  if (number === null) throw new DeskError('not_found')
  return number
}
