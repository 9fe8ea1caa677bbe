import type { Party } from '../../core/foundation/actor.ts'
import type { Channel, Sent } from '../../core/deliveries/channel.ts'
import type { Delivery, NewDelivery, Outcome, Payload } from '../../core/deliveries/delivery.ts'
import type { Change, NewMessage, Opening } from '../../core/changes/change.ts'
import type { Settlement } from '../../core/deliveries/ports.ts'
import type { NewAttachment } from '../../core/files/attachment.ts'
import type { Origin } from '../../core/tickets/message.ts'
import type { HistoryEntry, Ticket } from '../../core/tickets/ticket.ts'
import { admit } from '../../core/people/membership.ts'
import type { Organization, PanelUser } from '../../core/people/person.ts'
import type { Stores } from '../../db/index.ts'

export const START = new Date('2026-03-01T08:00:00.123Z')
export const ALI: Party = {
  side: 'customer',
  name: 'Ali Rezaei',
  telegramId: 7_012_345_678,
  panelUserId: null,
}
export const NIMA: Party = {
  side: 'agent',
  name: 'Nima Karimi',
  telegramId: 8_087_654_321,
  panelUserId: null,
}
export const HOME = -1_001_234_567_890

export interface Clock {
  (): Date
  pass(ms: number): void
}

/** Time that stands still until told otherwise. */
export function createClock(): Clock {
  let now = START.getTime()
  return Object.assign(() => new Date(now), { pass: (ms: number) => void (now += ms) })
}

export function buildTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    number: 1,
    organizationId: 'testco',
    title: 'سرور در دسترس نیست',
    description: 'از صبح پاسخ نمی‌دهد.',
    status: 'awaiting_response',
    priority: 'normal',
    category: 'technical',
    source: 'telegram',
    creator: ALI,
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

export function buildFile(overrides: Partial<NewAttachment> = {}): NewAttachment {
  return {
    kind: 'document',
    name: 'گزارش.pdf',
    type: 'application/pdf',
    size: 4_096,
    fileId: 'BQACAgQAAx',
    fileUniqueId: 'AgADx',
    ...overrides,
  }
}

export function buildMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  return {
    kind: 'message',
    author: ALI,
    text: 'سلام',
    entities: [],
    attachments: [],
    createdAt: START,
    delivery: { state: 'queued', until: null, reason: null },
    ...overrides,
  }
}

export function buildHistory(overrides: Partial<HistoryEntry> = {}): HistoryEntry {
  return { at: START, from: null, to: 'awaiting_response', by: ALI, cause: 'created', ...overrides }
}

/** Opens a ticket with the given fields. */
export async function open(
  { tickets }: Pick<Stores, 'tickets'>,
  overrides: Partial<Ticket> = {},
  opening: Partial<Opening> & { deliveries?: NewDelivery[]; history?: HistoryEntry } = {},
): Promise<Ticket> {
  const { deliveries = [], history = buildHistory(), ...rest } = opening
  const { ticket } = await tickets.open({
    requestKey: null,
    files: [],
    cardMessageId: null,
    decide: (number) => ({
      result: undefined,
      ticket: buildTicket({ ...overrides, number }),
      history,
      deliveries,
    }),
    ...rest,
  })
  return ticket
}

/** Stores a message on a ticket, and what is to be sent for it. */
export async function write(
  { tickets }: Pick<Stores, 'tickets'>,
  number: number,
  message: Partial<NewMessage> = {},
  origin?: Origin,
  deliveries: Change<void>['deliveries'] = [],
): Promise<number> {
  const changed = await tickets.change<void>(
    number,
    () => ({ result: undefined, message: buildMessage(message), deliveries }),
    origin,
  )
  return Number(changed.messageId)
}

export function from(messageId: number, albumId: string | null = null, chatId = HOME): Origin {
  return { kind: 'telegram', chatId, messageId, albumId }
}

export function toStaff(ticketNumber: number, payload: Payload, runAt?: Date): NewDelivery {
  return { destination: { kind: 'staff', ticketNumber }, ticketNumber, payload, ...(runAt && { runAt }) }
}

export function toChat(chatId: number, payload: Payload, ticketNumber: number | null = null): NewDelivery {
  return { destination: { kind: 'chat', chatId }, ticketNumber, payload }
}

export function card(ticketNumber: number, runAt?: Date): NewDelivery {
  return toStaff(ticketNumber, { kind: 'card', room: 'staff' }, runAt)
}

export function settlement(delivery: Delivery, outcome: Outcome, rest: Partial<Settlement> = {}): Settlement {
  return { delivery, outcome, runAt: null, links: [], next: [], ...rest }
}

const DAY_MS = 24 * 3_600_000

/** Lets in a panel user with a token that was signed at a second, or doesn't say when. */
export async function enrol(
  { people }: Pick<Stores, 'people'>,
  organization: Organization,
  { organizationId, ...user }: PanelUser,
  { issuedAt = null, now = START }: { readonly issuedAt?: number | null; readonly now?: Date } = {},
): Promise<boolean> {
  const token = { ...user, organization, issuedAt }
  const rules = { now, defaultRole: 'admin', membershipTtlMs: 90 * DAY_MS } as const
  return (await people.enrol(organizationId, user.userId, (known) => admit(known, token, rules))) !== null
}

/** All that could be sent now: what is first in each lane. */
export async function due({ outbox }: Pick<Stores, 'outbox'>, now: Date): Promise<Delivery[]> {
  const waiting = await outbox.waiting(await outbox.lanes('', 1_000))
  const first = waiting.filter(({ id, lane }) => waiting.find((other) => other.lane === lane)?.id === id)
  return await outbox.take(first.flatMap(({ id, runAt }) => (runAt <= now ? [id] : [])))
}

/** Delivers everything, lane by lane; answers with the payloads in order. */
export async function drain(stores: Pick<Stores, 'outbox'>, now: Date): Promise<Payload[]> {
  const sent: Payload[] = []
  for (;;) {
    const heads = await due(stores, now)
    if (heads.length === 0) return sent
    sent.push(...heads.map(({ payload }) => payload))
    await stores.outbox.settle(heads.map((head) => settlement(head, { kind: 'delivered' })))
  }
}

/** Throws; for decisions that must not be asked for. */
export function never(): never {
  throw new Error('This must not be decided.')
}

/** A way out without limits, where each delivery goes by itself. */
export function openChannel(send: (delivery: Delivery) => Promise<Sent>): Channel {
  return {
    closedMs: () => 0,
    waitMs: () => 0,
    placesLeft: () => Infinity,
    fitting: () => Promise.resolve(1),
    newestBefore: () => Promise.resolve(null),
    send,
  }
}
