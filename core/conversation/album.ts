import type { Change, Found } from '../changes/change.ts'
import type { Room } from '../places/place.ts'
import { toRoom } from '../policies/notify.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { MessageInput } from './append.ts'

/**
 * The change that adds a later item of an album to the album's message. Rooms that the message was sent to already
 * get the item by itself. An item of a note is sent nowhere.
 */
export function addToAlbum(
  { message, waitingFor }: NonNullable<Found['album']>,
  ticket: Ticket,
  input: MessageInput,
  rooms: readonly Room[],
): Omit<Change<never>, 'result'> {
  const messageId = message.id
  const late = message.kind === 'note' ? [] : rooms.filter((room) => !waitingFor.includes(room))
  return {
    addTo: { messageId, content: input.content },
    deliveries: ({ attachmentIds }) =>
      late.flatMap((room) => toRoom(ticket, { kind: 'late_files', room, messageId, attachmentIds })),
  }
}
