import { type Actor, type CustomerActor, partyOf } from '../actor.ts'
import type { NewDelivery, Room } from '../deliveries/delivery.ts'
import { authorize } from '../policies/access.ts'
import { afterMove, toRoom } from '../policies/notify.ts'
import type { Change, Changed, Found, NewMessage, Ports } from '../ports.ts'
import { isVisible } from '../text.ts'
import { DeskError } from '../errors.ts'
import type { Content, Origin } from './message.ts'
import { move, type Move } from './move.ts'
import { deliveryAhead, tellAgent } from './delivery-ahead.ts'
import type { Ticket } from './ticket.ts'

/** Items of an album arrive one by one, with no end mark; what comes within this is sent on together. */
const ALBUM_WINDOW_MS = 1_500

export interface MessageInput {
  readonly content: Content
  readonly origin: Origin
}

export type Received =
  | ({ readonly kind: 'appended' | 'reopened'; readonly statusChanged: boolean } & Stored)
  | ({ readonly kind: 'duplicate' } & Stored)

interface Stored {
  readonly ticket: Ticket
  readonly messageId: number | null
}

/** What a decision about a message says of it. */
export type Verdict = { readonly kind: 'appended' | 'reopened'; readonly statusChanged: boolean }

export type ReceiveMessage = (actor: CustomerActor, number: number, input: MessageInput) => Promise<Received>

/** Takes a customer's message. Throws DeskError `not_found`, `forbidden`, `invalid_request` when there is nothing in it. */
export function createReceiveMessage({ tickets, randomId }: Ports): ReceiveMessage {
  return async (actor, number, input) => {
    const outcome = await tickets.change<Verdict>(
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
          ...append(moved, actor, input, now, randomId()),
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

/** The outcome for the doorway. */
export function received(outcome: Changed<Verdict>): Received {
  const { ticket, messageId } = outcome
  return outcome.duplicate
    ? { kind: 'duplicate', ticket, messageId }
    : { ...outcome.result, ticket, messageId }
}

/** Throws `invalid_request` for a message with neither a visible text nor a file. */
export function requireContent(content: Content): void {
  if (content.attachments.length === 0 && !isVisible(content.text))
    throw new DeskError('invalid_request', { text: 'empty' })
}

/** A message that leads to a move, stored and sent on to the other room, and to its own one if it was not written there. */
export function append(
  moved: Move,
  actor: Actor,
  input: MessageInput,
  now: Date,
  localId: number,
): Omit<Change<never>, 'result'> {
  const { ticket } = moved
  const rooms = actor.kind === 'agent' ? (['customer'] as const) : mirrorRooms(ticket, input.origin)
  const runAt =
    input.origin.kind === 'telegram' && input.origin.albumId !== null
      ? { runAt: new Date(now.getTime() + ALBUM_WINDOW_MS) }
      : {}
  const onTheWay = deliveryAhead(ticket, actor)
  const message: NewMessage = {
    ...input.content,
    kind: 'message',
    author: partyOf(actor),
    createdAt: now,
    delivery: { state: onTheWay.state, until: null, reason: onTheWay.reason },
  }
  return {
    ticket,
    history: moved.history,
    message,
    deliveries: ({ messageId }) => [
      ...rooms
        .flatMap((room) => toRoom(ticket, { kind: 'message', room, messageId }))
        .map((delivery): NewDelivery => ({ ...delivery, ...runAt })),
      ...(onTheWay.tell ? tellAgent(ticket, onTheWay.tell(messageId)) : []),
      ...afterMove(moved, actor, localId),
    ],
  }
}

function mirrorRooms(ticket: Ticket, origin: Origin): Room[] {
  const writtenAtHome = origin.kind === 'telegram' && origin.chatId === ticket.home?.chatId
  return writtenAtHome ? ['staff'] : ['staff', 'customer']
}

/** The move, for events that every status allows. */
export function moveOrThrow(
  ticket: Ticket,
  event: 'customer_message' | 'agent_message',
  actor: Actor,
  now: Date,
): Move {
  const moved = move(ticket, event, actor, now)
  if (!moved) throw new Error(`The lifecycle refuses ${event} on ${ticket.status}.`)
  return moved
}

/**
 * A later item of an album joins its message, and follows it alone to the rooms that it has been sent on to already.
 * What joins a note is part of the note.
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
