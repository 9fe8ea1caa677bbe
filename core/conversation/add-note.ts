import type { TicketStore } from '../changes/ports.ts'
import { type AgentActor, partyOf } from '../foundation/actor.ts'
import { authorize } from '../policies/access.ts'
import { type MessageInput, requireContent } from './append.ts'

export type AddNote = (agent: AgentActor, number: number, input: MessageInput) => Promise<void>

/** Stores an internal note: it reaches nobody, changes no status and starts no clock. An album is a note as a whole. */
export function createAddNote({ tickets }: { readonly tickets: TicketStore }): AddNote {
  return async (agent, number, input) => {
    await tickets.change<void>(
      number,
      ({ ticket, album }, now) => {
        authorize(agent, 'write_note', ticket)
        requireContent(input.content)
        // The `//` may stand on a later photo of an album: what has not been sent yet is taken back.
        if (album) {
          const messageId = album.message.id
          return { result: undefined, withdraw: { messageId }, addTo: { messageId, content: input.content } }
        }
        return {
          result: undefined,
          message: {
            ...input.content,
            kind: 'note',
            author: partyOf(agent),
            createdAt: now,
            delivery: { state: 'sent', until: null, reason: null },
          },
        }
      },
      input.origin,
    )
  }
}
