import { type CustomerActor, partyOf } from '../foundation/actor.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import { authorize } from '../policies/access.ts'
import { cards, toRoom } from '../policies/notify.ts'
import type { Opening } from '../changes/change.ts'
import type { TicketStore } from '../changes/ports.ts'
import type { GroupReader } from '../groups/reader.ts'
import type { NewAttachment } from '../files/attachment.ts'
import type { DescriptionPart } from '../tickets/description.ts'
import type { Draft, Home, Ticket } from '../tickets/ticket.ts'

export interface OpenTicketInput {
  readonly draft: Draft
  readonly files: readonly NewAttachment[]
  /** The chat it is opened in; absent from the panel, where the organization's first active group is its home. */
  readonly home?: Home
  /** The bot's message that becomes the card; the caller renders it. Without one the card is posted. */
  readonly cardMessageId?: number
  readonly requestKey: string | null
  /** The messages of the home that the title and the description were written in. */
  readonly written?: {
    readonly titleFrom: number | null
    readonly parts: readonly DescriptionPart[]
  }
}

export type OpenTicket = (
  actor: CustomerActor,
  input: OpenTicketInput,
) => Promise<{ readonly ticket: Ticket; readonly created: boolean }>

export interface OpenTicketPorts {
  readonly tickets: TicketStore
  readonly groups: GroupReader
}

/** Opens a ticket once per request key. Throws DeskError `forbidden`. */
export function createOpenTicket({ tickets, groups }: OpenTicketPorts): OpenTicket {
  return async (actor, input) => {
    authorize(actor, 'open_ticket')
    const home = input.home ?? (await firstActiveGroup(actor.organizationId))
    return await tickets.open({
      requestKey: input.requestKey,
      files: input.files,
      cardMessageId: input.cardMessageId ?? null,
      sources: sourcesOf(input),
      decide: (number, now) => {
        const creator = partyOf(actor)
        const ticket: Ticket = {
          number,
          organizationId: actor.organizationId,
          ...input.draft,
          descriptionParts: input.written?.parts ?? [],
          status: 'awaiting_response',
          source: actor.kind === 'panel' ? 'panel' : 'telegram',
          creator,
          assignee: null,
          home,
          createdAt: now,
          updatedAt: now,
          closedAt: null,
          autoCloseAt: null,
          smsFailure: null,
          smsStatus: 'awaiting_response',
        }
        return {
          result: undefined,
          ticket,
          history: { at: now, from: null, to: ticket.status, by: creator, cause: 'created' },
          deliveries: [
            ...(input.cardMessageId === undefined
              ? cards(ticket)
              : toRoom(ticket, { kind: 'card', room: 'staff' })),
            ...(input.files.length > 0 ? files(ticket) : []),
          ],
        }
      },
    })
  }

  /** Files uploaded in the panel go to both rooms; those sent on Telegram are in the customer's room already. */
  function files(ticket: Ticket): NewDelivery[] {
    return [
      ...toRoom(ticket, { kind: 'files', room: 'staff' }),
      ...(ticket.source === 'panel' ? toRoom(ticket, { kind: 'files', room: 'customer' }) : []),
    ]
  }

  async function firstActiveGroup(organizationId: string): Promise<Home | null> {
    const active = (await groups.ofOrganization(organizationId)).find((group) => group.state === 'active')
    return active ? { chatId: active.chatId, threadId: null } : null
  }
}

/** A part of another chat's message has no message here. A message that gave both the title and a file counts as the title. */
function sourcesOf({ written }: OpenTicketInput): NonNullable<Opening['sources']> {
  if (!written) return []
  const { titleFrom, parts } = written
  const ofDescription = parts.map(({ messageId }) => ({ messageId, role: 'description' as const }))
  return [
    ...(titleFrom === null ? [] : [{ messageId: titleFrom, role: 'title' as const }]),
    ...ofDescription.filter(({ messageId }) => messageId !== titleFrom && messageId > 0),
  ]
}
