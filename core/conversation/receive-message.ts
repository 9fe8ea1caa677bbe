import type { ChangePorts } from '../changes/ports.ts'
import type { CustomerActor } from '../foundation/actor.ts'
import { authorize } from '../policies/access.ts'
import { addToAlbum } from './album.ts'
import { append, type MessageInput, mirrorRooms, moveOrThrow, requireContent } from './append.ts'
import { type Appended, type Received, received } from './received.ts'

export type ReceiveMessage = (actor: CustomerActor, number: number, input: MessageInput) => Promise<Received>

/**
 * Stores a customer's message, which also reopens a closed ticket. Throws DeskError `not_found`, `forbidden`, or
 * `invalid_request` for an empty message.
 */
export function createReceiveMessage({ tickets, smsTerms }: ChangePorts): ReceiveMessage {
  return async (actor, number, input) => {
    const outcome = await tickets.change<Appended>(
      number,
      (found, now) => {
        authorize(actor, 'write_message', found.ticket)
        requireContent(input.content)
        if (found.album) {
          return {
            ...addToAlbum(found.album, found.ticket, input, mirrorRooms(found.ticket, input.origin)),
            result: { kind: 'appended', statusChanged: false },
          }
        }
        const moved = moveOrThrow(found.ticket, 'customer_message', actor, now)
        return {
          ...append(moved, actor, input, now, smsTerms()),
          result: {
            kind: found.ticket.status === 'closed' ? 'reopened' : 'appended',
            statusChanged: moved.history !== null,
          },
        }
      },
      input.origin,
    )
    return received(outcome)
  }
}
