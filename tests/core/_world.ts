import type { AgentActor, MemberActor, PanelActor, SystemActor } from '../../core/foundation/actor.ts'
import { partyOf } from '../../core/foundation/actor.ts'
import type { Delivery, NewDelivery, Payload } from '../../core/deliveries/delivery.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'

export const START = new Date('2026-03-01T08:00:00.000Z')
export const LATER = new Date('2026-03-01T09:30:00.000Z')
export const HOME = -1_001_234_567_890

export const MEMBER: MemberActor = { kind: 'member', organizationId: 'testco', telegramId: 7, name: 'Ali' }
export const PANEL: PanelActor = {
  kind: 'panel',
  organizationId: 'testco',
  userId: 'u-1',
  name: 'Sara',
  role: 'admin',
}
export const AGENT: AgentActor = { kind: 'agent', telegramId: 8, name: 'Nima' }
export const SYSTEM: SystemActor = { kind: 'system' }

export function buildTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    number: 12,
    organizationId: 'testco',
    title: 'سرور در دسترس نیست',
    description: 'از صبح پاسخ نمی‌دهد.',
    status: 'awaiting_response',
    priority: 'normal',
    category: 'technical',
    source: 'telegram',
    creator: partyOf(MEMBER),
    assignee: null,
    home: { chatId: HOME, threadId: null },
    createdAt: START,
    updatedAt: START,
    closedAt: null,
    autoCloseAt: null,
    smsFailure: null,
    descriptionParts: [],
    smsStatus: null,
    ...overrides,
  }
}

export function buildMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: 40,
    ticketNumber: 12,
    kind: 'message',
    author: partyOf(MEMBER),
    text: 'سلام',
    entities: [],
    attachments: [],
    createdAt: START,
    captions: [],
    replyToId: null,
    editedAt: null,
    delivery: { state: 'queued', until: null, reason: null },
    ...overrides,
  }
}

export function buildDelivery(payload: Payload, overrides: Partial<Delivery> = {}): Delivery {
  return {
    id: 1,
    destination: { kind: 'staff', ticketNumber: 12 },
    ticketNumber: 12,
    payload,
    attempts: 0,
    faults: 0,
    revision: 1,
    createdAt: START,
    doubt: null,
    ...overrides,
  }
}

/** `staff card`, `chat notice closed`, `sms closed`: who hears what, in a word. */
export function inShort({ destination, payload }: NewDelivery): string {
  const what =
    payload.kind === 'notice'
      ? `notice ${payload.notice.kind}`
      : payload.kind === 'sms'
        ? payload.status
        : payload.kind
  return `${destination.kind} ${what}`
}
