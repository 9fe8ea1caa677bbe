import type { TicketStore } from '../changes/ports.ts'
import { type AgentActor, partyOf } from '../foundation/actor.ts'
import { authorize } from '../policies/access.ts'
import { captionsOf } from '../tickets/captions.ts'
import { joined } from './album.ts'
import { type MessageInput, requireContent } from './append.ts'

export type AddNote = (agent: AgentActor, number: number, input: MessageInput) => Promise<void>

/**
 * Stores an internal note, which is sent to nobody and changes no status or deadline. An album is a note as a whole.
 * Throws DeskError `not_found`, `forbidden`, or `invalid_request` for an empty one.
 */
export function createAddNote({ tickets }: { readonly tickets: TicketStore }): AddNote {
  return async (agent, number, input) => {
    await tickets.change<void>(
      number,
      ({ ticket, album }, now) => {
        authorize(agent, 'write_note', ticket)
        requireContent(input.content)
        // The `//` may come with a later item of an album: the first items are stored as a message by then.
        if (album) {
          const messageId = album.message.id
          return { result: undefined, withdraw: { messageId }, addTo: joined(album.message, input) }
        }
        return {
          result: undefined,
          message: {
            ...input.content,
            kind: 'note',
            author: partyOf(agent),
            captions: captionsOf(input.content, input.origin),
            replyToId: input.replyToId ?? null,
            createdAt: now,
            delivery: { state: 'sent', until: null, reason: null },
          },
        }
      },
      input.origin,
    )
  }
}
