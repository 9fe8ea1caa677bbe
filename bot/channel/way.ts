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
import { createOutgoing, type Outgoing } from './outgoing.ts'
import { textParcels } from './parcels.ts'
import type { Progress } from './progress.ts'
import { createReceipts } from './receipt.ts'
import type { Rooms } from './room.ts'
import { PostponedError } from './slot.ts'
import { createStaffRoom } from './staff-room.ts'

type RoomPayload = Extract<Payload, { readonly room: Room }>
type Edit = Extract<Payload, { readonly kind: 'edit' }>

/** One try at a delivery. When it fails half-way, it still tells what has been sent. */
export interface Attempt {
  readonly delivery: Delivery
  /** Messages of the same ticket that go with it in one post. */
  readonly joined: readonly Delivery[]
  readonly chatId: number
  readonly links: MessageLink[]
  /** Whether it is a card that has a slot to be posted with. */
  readonly hasPostSlot: boolean
  /** The stored message it carries, as it was when it was rendered. */
  message?: Message
  /** Those that went with it; null for one that is gone. */
  messages?: readonly (Message | null)[]
  /** The chat takes no files. */
  filesForbidden?: true
}

/** Takes a delivery to its chat by whatever calls that needs. */
export type Way = (attempt: Attempt) => Promise<Outcome>

const DELIVERED: Outcome = { kind: 'delivered' }

/** The way of a delivery by the calls of one API. `progress` is shared by all of them. */
export function createWay(deps: ChannelDeps, progress: Progress): Way {
  const { read } = deps
  const rooms: Rooms = { staff: createStaffRoom(deps), customer: createCustomerRoom(deps) }
  const outgoingOf = createOutgoing(deps)
  const rewriteOf = createEdits(deps)
  const carry = createCarry(deps)
  const toGroup = createGroups(deps)
  const markReceived = createReceipts(deps)

  return deliver

  async function deliver(attempt: Attempt): Promise<Outcome> {
    const { delivery, chatId } = attempt
    switch (delivery.payload.kind) {
      case 'welcome':
      case 'greeting':
      case 'farewell':
      case 'form_timeout':
      case 'delete':
        await toGroup(chatId, delivery.payload, delivery.createdAt)
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
    const { joined } = attempt
    if (joined.length > 0) attempt.messages = await Promise.all(joined.map(messageOf))
    if (barrier) return await stopAt(barrier, attempt)
    if (payload.kind === 'card') await rooms[payload.room].showCard(ticket, attempt.hasPostSlot)
    else if (payload.kind === 'edit') await carryEdit(attempt, ticket, payload)
    else {
      const outgoing = await outgoingOf(ticket, payload, attempt.messages)
      if (outgoing?.message) attempt.message = outgoing.message
      if (outgoing) await carryNew(attempt, ticket, payload.room, outgoing)
    }
    return DELIVERED
  }

  /** The message is named all the same, so that its author learns what became of it. */
  async function stopAt(barrier: Outcome, attempt: Attempt): Promise<Outcome> {
    const message = await messageOf(attempt.delivery)
    if (message) attempt.message = message
    return barrier
  }

  async function messageOf({ payload }: Delivery): Promise<Message | null> {
    return payload.kind === 'message' ? await read.tickets.message(payload.messageId) : null
  }

  async function carryNew(
    attempt: Attempt,
    ticket: Ticket,
    room: Room,
    { message, storedId, parts, replyTo, pack }: Outgoing,
  ): Promise<void> {
    const { delivery, links } = attempt
    const locale = await localeIn(room, deps, ticket)
    const onForbidden = () => void (attempt.filesForbidden = true)
    let isFirstTarget = true
    try {
      await rooms[room].within(ticket, async (target) => {
        const skip = isFirstTarget ? await progress.sentBefore(delivery, message, target.chatId) : 0
        isFirstTarget = false
        const own = target.isAside ? null : replyTo(target.chatId)
        const replying = own === null ? target : { ...target, replyTo: own }
        const parcels = pack(target.inTopic)
        // Somebody has edited one of them since: fewer go together.
        if (parts && parcels.length > 1 && !delivery.doubt) throw new PostponedError(0)
        const { number: ticketNumber } = ticket
        const { attempts } = delivery
        const cargo = { ticketNumber, room, locale, storedId, parcels, skip, attempts, onForbidden }
        await carry(links, replying, parts ? { ...cargo, parts } : cargo)
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
}
