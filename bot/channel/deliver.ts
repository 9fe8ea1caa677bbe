import type { Channel, Sent } from '../../core/deliveries/channel.ts'
import type { Delivery, Outcome, Payload } from '../../core/deliveries/delivery.ts'
import type { MessageLink, Room } from '../../core/places/place.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { createCarry } from './carry.ts'
import { createCustomerRoom } from './customer-room.ts'
import { type ChannelDeps, localeIn } from './deps.ts'
import { createEdits } from './edits.ts'
import { createGroups } from './groups.ts'
import { barrierOf, homeStateOf } from './home.ts'
import { createOutcomes, movedChat } from './outcome.ts'
import { createOutgoing, type Outgoing } from './outgoing.ts'
import { textParcels } from './parcels.ts'
import { createProgress } from './progress.ts'
import { createReceipts } from './receipt.ts'
import type { Rooms } from './room.ts'
import { CALL_KINDS } from './slot.ts'
import { createStaffRoom } from './staff-room.ts'

type RoomPayload = Extract<Payload, { readonly room: Room }>
type Edit = Extract<Payload, { readonly kind: 'edit' }>

/** One try at a delivery. When it fails half-way, it still tells what has been sent. */
interface Attempt {
  readonly delivery: Delivery
  readonly links: MessageLink[]
  /** The stored message it carries, as it was when it was rendered. */
  message?: Message
}

const DELIVERED: Outcome = { kind: 'delivered' }

/** The way of a delivery to Telegram, from its row to the messages it becomes. SMS have a channel of their own. */
export function createTelegramChannel(deps: ChannelDeps): Channel {
  const { desk, read, budget, staffChatId } = deps
  const rooms: Rooms = { staff: createStaffRoom(deps), customer: createCustomerRoom(deps) }
  const outgoingOf = createOutgoing(deps)
  const rewriteOf = createEdits(deps)
  const carry = createCarry(deps)
  const progress = createProgress(read)
  const toGroup = createGroups(deps)
  const markReceived = createReceipts(deps)
  const outcomeOf = createOutcomes(deps)

  return {
    waitMs: (delivery) => budget.waitMs(chatOf(delivery), CALL_KINDS[delivery.payload.kind]),
    send: (delivery) => send(delivery, true),
  }

  /** A group that has just become a supergroup gets the delivery under its new ID. */
  async function send(delivery: Delivery, followsMove: boolean): Promise<Sent> {
    const attempt: Attempt = { delivery, links: [] }
    try {
      return sent(attempt, await deliver(attempt))
    } catch (error) {
      const moved = followsMove ? movedChat(error) : null
      if (!moved) return sent(attempt, await outcomeOf(delivery, error))
      await desk.chats.migrated(moved.from, moved.to)
      return await send(delivery, false)
    }
  }

  async function deliver(attempt: Attempt): Promise<Outcome> {
    const { delivery } = attempt
    switch (delivery.payload.kind) {
      case 'welcome':
      case 'greeting':
      case 'farewell':
      case 'form_timeout':
      case 'delete':
        await toGroup(chatOf(delivery), delivery.payload, delivery.createdAt)
        return DELIVERED
      case 'receipt':
        await markReceived(delivery.payload.messageId)
        return DELIVERED
      case 'sms':
        throw new Error('SMS do not go out through Telegram.')
      default:
        return await toRoom(attempt, delivery.payload)
    }
  }

  async function toRoom(attempt: Attempt, payload: RoomPayload): Promise<Outcome> {
    const { ticketNumber } = attempt.delivery
    const ticket = ticketNumber === null ? null : await read.tickets.get(ticketNumber)
    if (!ticket) return DELIVERED
    const barrier = payload.room === 'customer' ? barrierOf(await homeStateOf(read, ticket)) : null
    if (barrier) return await stopAt(barrier, attempt)
    if (payload.kind === 'card') await rooms[payload.room].showCard(ticket)
    else if (payload.kind === 'edit') await carryEdit(attempt, ticket, payload)
    else {
      const outgoing = await outgoingOf(ticket, payload)
      if (outgoing?.message) attempt.message = outgoing.message
      if (outgoing) await carryNew(attempt, ticket, payload.room, outgoing)
    }
    return DELIVERED
  }

  /** The message is named all the same, so that its author learns what became of it. */
  async function stopAt(barrier: Outcome, attempt: Attempt): Promise<Outcome> {
    const { payload } = attempt.delivery
    const message = payload.kind === 'message' ? await read.tickets.message(payload.messageId) : null
    if (message) attempt.message = message
    return barrier
  }

  async function carryNew(
    { delivery, links }: Attempt,
    ticket: Ticket,
    room: Room,
    { message, storedId, replyTo, pack }: Outgoing,
  ): Promise<void> {
    const locale = await localeIn(room, deps, ticket)
    let isFirstTarget = true
    try {
      await rooms[room].within(ticket, async (target) => {
        const skip = isFirstTarget ? await progress.sentBefore(delivery, message, target.chatId) : 0
        isFirstTarget = false
        const own = target.isAside ? null : replyTo(target.chatId)
        const replying = own === null ? target : { ...target, replyTo: own }
        const parcels = pack(target.inTopic)
        await carry(links, replying, { ticketNumber: ticket.number, room, locale, storedId, parcels, skip })
      })
      progress.finished(delivery)
    } catch (error) {
      progress.failed(delivery, links.length)
      throw error
    }
  }

  async function carryEdit({ links }: Attempt, ticket: Ticket, edit: Edit): Promise<void> {
    const { room, messageId: storedId } = edit
    const locale = await localeIn(room, deps, ticket)
    const rewrite = await rewriteOf(ticket, storedId, room)
    if (!rewrite) return
    await rooms[room].within(ticket, async (target) => {
      const rest = await rewrite(target)
      const parcels = rest ? textParcels(rest) : []
      await carry(links, target, { ticketNumber: ticket.number, room, locale, storedId, parcels, skip: 0 })
    })
  }

  function chatOf({ destination }: Delivery): number {
    return destination.kind === 'chat' ? destination.chatId : staffChatId()
  }
}

function sent({ links, message }: Attempt, outcome: Outcome): Sent {
  return { outcome, links, ...(message ? { message } : {}) }
}
