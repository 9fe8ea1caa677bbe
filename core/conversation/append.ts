import type { Change, Changed, Found, NewMessage } from '../changes/change.ts'
import type { NewDelivery, SmsTerms } from '../deliveries/delivery.ts'
import { type Actor, partyOf } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { isVisible } from '../foundation/text.ts'
import type { Room } from '../places/place.ts'
import { afterMove, toRoom } from '../policies/notify.ts'
import type { Content, Origin } from '../tickets/message.ts'
import { move, type Move } from '../tickets/move.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { deliveryAhead, tellAgent } from './delivery-ahead.ts'

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

/** What the caller learns of a message. */
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

/** A message that moves a ticket: it is stored, sent to the other room, and to its own where it was not written there. */
export function append(
  moved: Move,
  actor: Actor,
  input: MessageInput,
  now: Date,
  smsTerms: SmsTerms,
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
      ...afterMove(moved, actor, smsTerms),
    ],
  }
}

/** The rooms that a customer's message is still to be shown in. */
export function mirrorRooms(ticket: Ticket, origin: Origin): Room[] {
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
 * A later item of an album joins its message. To rooms that have the message already it follows alone; what joins a
 * note is part of the note and is sent nowhere.
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
