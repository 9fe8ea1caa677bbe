import type { Change, Found } from '../changes/change.ts'
import type { Room } from '../places/place.ts'
import { toRoom } from '../policies/notify.ts'
import { captionsOf, captionsSoFar, joinCaptions } from '../tickets/captions.ts'
import type { Message } from '../tickets/message.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { MessageInput } from './append.ts'

/** An album's message with a later item. */
export function joined(
  message: Message,
  { content, origin }: MessageInput,
): NonNullable<Change<never>['addTo']> {
  const captions = [...captionsSoFar(message), ...captionsOf(content, origin)]
  return { messageId: message.id, files: content.attachments, ...joinCaptions(captions) }
}

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
  const saysMore = input.content.text !== ''
  return {
    addTo: joined(message, input),
    deliveries: ({ attachmentIds }) =>
      late.flatMap((room) => [
        ...toRoom(ticket, { kind: 'late_files', room, messageId, attachmentIds }),
        ...(saysMore ? toRoom(ticket, { kind: 'edit', room, messageId }) : []),
      ]),
  }
}
