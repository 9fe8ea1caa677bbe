import type { ChangePorts } from '../changes/ports.ts'
import type { AgentActor } from '../foundation/actor.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { authorize } from '../policies/access.ts'
import { addToAlbum } from './album.ts'
import { append, type MessageInput, moveOrThrow, requireContent } from './append.ts'
import { type Appended, type Received, received } from './received.ts'

export type Answer = (agent: AgentActor, number: number, input: MessageInput) => Promise<Received>

export interface AnswerPorts extends ChangePorts {
  readonly settings: Pick<DeskSettings, 'autoCloseAfterMs'>
}

/**
 * Sends an agent's message to the customer. It also assigns the ticket to the agent where nobody had taken it, and
 * reopens a closed one. Throws DeskError `not_found`, `forbidden`, or `invalid_request` for an empty message.
 */
export function createAnswer({ tickets, settings, smsTerms }: AnswerPorts): Answer {
  return async (agent, number, input) => {
    const outcome = await tickets.change<Appended>(
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
          // On Telegram the clock starts when the answer has arrived.
          autoCloseAt:
            found.ticket.home !== null || settings.autoCloseAfterMs === null
              ? null
              : new Date(now.getTime() + settings.autoCloseAfterMs),
        }
        return {
          ...append({ ...moved, ticket }, agent, input, now, smsTerms()),
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
