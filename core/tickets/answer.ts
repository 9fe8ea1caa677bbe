import type { AgentActor } from '../actor.ts'
import { partyOf } from '../actor.ts'
import { authorize } from '../policies/access.ts'
import type { Ports } from '../ports.ts'
import {
  addToAlbum,
  append,
  type MessageInput,
  moveOrThrow,
  type Received,
  received,
  requireContent,
  type Verdict,
} from './receive-message.ts'

export type Answer = (agent: AgentActor, number: number, input: MessageInput) => Promise<Received>

/** Sends an agent's message to the customer; it also takes the ticket if nobody had, and reopens a closed one. */
export function createAnswer({ tickets, settings, randomId }: Ports): Answer {
  return async (agent, number, input) => {
    const outcome = await tickets.change<Verdict>(
      number,
      (found, now) => {
        authorize(agent, 'answer', found.ticket)
        requireContent(input.content)
        if (found.album) {
          return {
            ...addToAlbum(found.album, found.ticket, input, ['customer']),
            result: { kind: 'appended', statusChanged: false },
          }
        }
        const moved = moveOrThrow(found.ticket, 'agent_message', agent, now)
        const ticket = {
          ...moved.ticket,
          assignee: moved.ticket.assignee ?? { telegramId: agent.telegramId, name: agent.name },
          autoCloseAt:
            settings.autoCloseAfterMs === null ? null : new Date(now.getTime() + settings.autoCloseAfterMs),
        }
        return {
          ...append({ ...moved, ticket }, agent, input, now, randomId()),
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

export type AddNote = (agent: AgentActor, number: number, input: MessageInput) => Promise<void>

/** Stores an internal note: it reaches nobody, changes no status and starts no clock. An album is a note as a whole. */
export function createAddNote({ tickets }: Ports): AddNote {
  return async (agent, number, input) => {
    await tickets.change<void>(
      number,
      ({ ticket, album }, now) => {
        authorize(agent, 'write_note', ticket)
        requireContent(input.content)
        // The `//` may stand on a later photo: what has not been sent yet is taken back.
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
