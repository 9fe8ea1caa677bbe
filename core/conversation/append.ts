import type { Change, NewMessage } from '../changes/change.ts'
import type { NewDelivery, SmsTerms } from '../deliveries/delivery.ts'
import { type Actor, partyOf } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { isVisible } from '../foundation/text.ts'
import type { Room } from '../places/place.ts'
import { afterMove, toRoom } from '../policies/notify.ts'
import { captionsOf } from '../tickets/captions.ts'
import type { Content, Origin } from '../tickets/message.ts'
import { move, type Move } from '../tickets/move.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { deliveryAhead, tellAgent } from './delivery-ahead.ts'

/**
 * Telegram sends an album's items one by one and never says which is the last; those within this time are sent on
 * together.
 */
const ALBUM_WINDOW_MS = 1_500

/** A message as it comes in, and where it was written. */
export interface MessageInput {
  readonly content: Content
  readonly origin: Origin
  /** The stored message that it replies to. */
  readonly replyToId?: number | null
}

/** Throws DeskError `invalid_request` for content with neither a visible text nor a file. */
export function requireContent(content: Content): void {
  if (content.attachments.length === 0 && !isVisible(content.text))
    throw new DeskError('invalid_request', { text: 'empty' })
}

/**
 * The change that a message makes after its move: it is stored, sent to the other room, and to the writer's own room
 * where it was written elsewhere (in the panel).
 */
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
    captions: captionsOf(input.content, input.origin),
    replyToId: input.replyToId ?? null,
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

/** The rooms that a customer's message is sent to: its own too, unless it was written there. */
export function mirrorRooms(ticket: Ticket, origin: Origin): Room[] {
  const writtenAtHome = origin.kind === 'telegram' && origin.chatId === ticket.home?.chatId
  return writtenAtHome ? ['staff'] : ['staff', 'customer']
}

/** The move of an event that every status allows. */
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
