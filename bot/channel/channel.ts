import { GrammyError } from 'grammy'
import type { Delivery, Outcome, Payload } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Channel, Sent } from '../../core/deliveries/channel.ts'
import { type Attempt, startAttempt } from './attempt.ts'
import { createCustomerRoom } from './customer-room.ts'
import { type ChannelDeps, PostponedError } from './deps.ts'
import { createCarryEdit } from './edits.ts'
import { createGroups } from './groups.ts'
import { barrierOf, homeStateOf } from './home.ts'
import { createMessages } from './messages.ts'
import { createNotices } from './notices.ts'
import { type Audience, outcomeOf } from './outcome.ts'
import { MisplacedError } from './post.ts'
import type { Rooms } from './room.ts'
import { createStaffRoom } from './staff-room.ts'
import { createUploads } from './uploads.ts'
import type { CallKind } from '../telegram/limits.ts'
import { classifyTelegramError } from '../telegram/errors.ts'

/** What goes to one of a ticket's rooms. */
type RoomPayload = Extract<Payload, { readonly room: Room }>

/** The way out to Telegram. SMS are another channel's. */
export function createTelegramChannel(deps: ChannelDeps): Channel {
  const { desk, read, limits, logger, staffChatId } = deps
  const rooms: Rooms = { staff: createStaffRoom(deps), customer: createCustomerRoom(deps) }
  const carrying = { ...deps, uploads: createUploads(deps) }
  const messages = createMessages(carrying, rooms)
  const carryEdit = createCarryEdit(carrying, rooms)
  const notices = createNotices(deps, rooms)
  const groups = createGroups(deps)

  return {
    waitMs: ({ destination, payload }) =>
      limits.waitMs(destination.kind === 'chat' ? destination.chatId : staffChatId(), callKindOf(payload)),

    async send(delivery) {
      const attempt = startAttempt(delivery)
      try {
        return sent(attempt, await dispatch(attempt))
      } catch (error) {
        const moved = movedChat(error)
        if (!moved) return sent(attempt, await settleError(delivery, error))
        await desk.chats.migrated(moved.from, moved.to)
        return await sendOnce(delivery)
      }
    },
  }

  async function sendOnce(delivery: Delivery): Promise<Sent> {
    const attempt = startAttempt(delivery)
    try {
      return sent(attempt, await dispatch(attempt))
    } catch (error) {
      return sent(attempt, await settleError(delivery, error))
    }
  }

  async function dispatch(attempt: Attempt): Promise<Outcome> {
    const { destination, payload } = attempt.delivery
    const chatId = destination.kind === 'chat' ? destination.chatId : staffChatId()
    switch (payload.kind) {
      case 'welcome':
        return await groups.welcome(chatId)
      case 'greeting':
        return await groups.greeting(chatId, attempt.delivery.createdAt)
      case 'farewell':
        return await groups.farewell(chatId, payload.organization)
      case 'form_timeout':
        return await groups.formTimeout(chatId, payload)
      case 'delete':
        return await groups.remove(chatId, payload.messageId)
      case 'receipt':
        return await notices.receipt(payload.messageId)
      case 'sms':
        throw new Error('SMS do not go out through Telegram.')
      default:
        return await toTicket(attempt, payload)
    }
  }

  async function toTicket(attempt: Attempt, payload: RoomPayload): Promise<Outcome> {
    const { ticketNumber } = attempt.delivery
    const ticket = ticketNumber === null ? null : await read.tickets.get(ticketNumber)
    if (!ticket) return { kind: 'delivered' }
    const { room } = payload
    const barrier = room === 'customer' ? barrierOf(await homeStateOf(read, ticket)) : null
    if (barrier) return await atBarrier(attempt, barrier)
    switch (payload.kind) {
      case 'card':
        await rooms[room].showCard(ticket)
        return { kind: 'delivered' }
      case 'message':
        return await messages.message(attempt, ticket, room, payload.messageId)
      case 'files':
        return await messages.files(attempt, ticket, room)
      case 'late_files':
        return await messages.lateFiles(attempt, ticket, room, payload.messageId, payload.attachmentIds)
      case 'edit':
        return await carryEdit(attempt, ticket, room, payload.messageId)
      case 'notice':
        return await notices.notice(attempt, ticket, room, payload.notice)
    }
  }

  /** The message is named all the same, so that its author learns what became of it. */
  async function atBarrier(attempt: Attempt, barrier: Outcome): Promise<Outcome> {
    const { payload } = attempt.delivery
    const message = payload.kind === 'message' ? await read.tickets.message(payload.messageId) : null
    if (message) attempt.message = message
    return barrier
  }

  async function settleError(delivery: Delivery, error: unknown): Promise<Outcome> {
    if (error instanceof PostponedError)
      return { kind: 'retry', reason: error.message, afterMs: error.afterMs }
    if (error instanceof MisplacedError) return { kind: 'retry', reason: error.message }
    const fault = classifyTelegramError(error)
    if (fault.kind === 'unknown') throw error
    const audience = audienceOf(delivery)
    const outcome = outcomeOf(
      fault,
      audience,
      error instanceof GrammyError ? error.description : String(error),
    )
    if (fault.kind === 'chat_lost' && audience !== 'staff') await noteLoss(error, fault.reason)
    if (audience === 'staff' && fault.kind !== 'rate_limited' && fault.kind !== 'transient') {
      logger.error(
        { err: error, ticket: delivery.ticketNumber, delivery: delivery.payload.kind },
        'The staff group did not take a delivery.',
      )
    }
    return outcome
  }

  async function noteLoss(error: unknown, reason: string): Promise<void> {
    const chatId = chatOf(error)
    if (chatId !== null && chatId < 0)
      await desk.chats.lost(chatId, reason === 'chat_gone' ? 'group_deleted' : 'bot_removed')
  }
}

function sent({ links, message }: Attempt, outcome: Outcome): Sent {
  return { outcome, links, ...(message ? { message } : {}) }
}

function audienceOf({ destination, ticketNumber }: Delivery): Audience {
  if (destination.kind !== 'chat') return 'staff'
  return ticketNumber === null ? 'group' : 'customer'
}

function callKindOf({ kind }: Delivery['payload']): CallKind {
  switch (kind) {
    case 'card':
    case 'edit':
    case 'form_timeout':
      return 'edit'
    case 'receipt':
    case 'delete':
    case 'sms':
      return 'other'
    case 'message':
    case 'files':
    case 'late_files':
    case 'notice':
    case 'welcome':
    case 'greeting':
    case 'farewell':
      return 'message'
  }
}

function movedChat(error: unknown): { readonly from: number; readonly to: number } | null {
  const fault = classifyTelegramError(error)
  const from = chatOf(error)
  return fault.kind === 'migrated' && from !== null ? { from, to: fault.to } : null
}

function chatOf(error: unknown): number | null {
  const chatId = error instanceof GrammyError ? error.payload['chat_id'] : null
  return typeof chatId === 'number' ? chatId : null
}
