import type { Sent } from '../deliveries/channel.ts'
import type { Settlement } from '../deliveries/ports.ts'
import type { FailureReason, Message, MessageDelivery } from '../tickets/message.ts'
import { type Delivery, type NewDelivery, type Notice, type Outcome } from '../deliveries/delivery.ts'
import { isSetAside, tellOfSetAside } from './set-aside.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { retryDelayMs } from '../foundation/retry.ts'

/** An agent is told of a wait that is longer than this. */
const WORTH_TELLING_MS = 30_000
const FORBIDDEN_RETRY_MS = 3_600_000
/** Kavenegar keeps a `localid` for 12 hours; a retry after that could be a second SMS. */
const SMS_RETRY_MS = 12 * 3_600_000

/** What to store and to enqueue after an attempt. Pure. */
export function settlementOf(
  delivery: Delivery,
  sent: Sent,
  now: Date,
  { autoCloseAfterMs }: Pick<DeskSettings, 'autoCloseAfterMs'>,
): Settlement {
  const outcome = giveUpOldSms(delivery, sent.outcome, now)
  const runAt = nextAttempt(delivery, outcome, now)
  const carried =
    outcome.kind === 'delivered' && delivery.payload.kind === 'message' && sent.message
      ? carriedBy(sent.message)
      : {}
  const settlement: Settlement = { delivery, outcome, runAt, links: sent.links, next: [], ...carried }
  const told = isSetAside(outcome) ? tellOfSetAside(delivery) : []
  if (delivery.payload.kind === 'sms') return { ...settlement, ...smsConsequences(delivery, outcome, sent) }
  if (delivery.payload.kind === 'message' && sent.message && crosses(sent.message, delivery.payload.room)) {
    const consequences = {
      ...messageConsequences(sent.message, outcome, runAt, now, sent.filesForbidden === true),
      ...startedClock(sent.message, outcome, now, autoCloseAfterMs),
    }
    // An agent's message says for itself that it did not arrive.
    return { ...settlement, ...consequences, next: consequences.next.length > 0 ? consequences.next : told }
  }
  return { ...settlement, next: told }
}

/** Telegram tells when the bot's own rights change, and not when those of all members do: so these are tried again. */
function nextAttempt({ attempts }: Delivery, outcome: Outcome, now: Date): Date | null {
  if (outcome.kind === 'retry')
    return new Date(now.getTime() + (outcome.afterMs ?? retryDelayMs(attempts + 1)))
  const isForbidden = outcome.kind === 'parked' && outcome.reason === 'no_rights'
  return isForbidden ? new Date(now.getTime() + FORBIDDEN_RETRY_MS) : null
}

/** The customer's time to reply runs from the moment an answer has arrived. */
function startedClock(
  { id, ticketNumber, author }: Message,
  outcome: Outcome,
  now: Date,
  afterMs: number | null,
): Pick<Settlement, 'clock'> {
  if (outcome.kind !== 'delivered' || author.side !== 'agent' || afterMs === null) return {}
  return { clock: { ticketNumber, messageId: id, autoCloseAt: new Date(now.getTime() + afterMs) } }
}

function carriedBy(message: Message): Pick<Settlement, 'carried'> {
  if (message.attachments.length === 0) return {}
  const { id: messageId, text, attachments } = message
  return { carried: { messageId, text, attachmentIds: attachments.map(({ id }) => id) } }
}

/** Whether a message goes to the other side; the panel's messages also go to the customer's own group. */
function crosses(message: Message, room: 'customer' | 'staff'): boolean {
  return (message.author.side === 'agent') === (room === 'customer')
}

function giveUpOldSms(delivery: Delivery, outcome: Outcome, now: Date): Outcome {
  const old = now.getTime() - delivery.createdAt.getTime() > SMS_RETRY_MS
  return delivery.payload.kind === 'sms' && outcome.kind === 'retry' && old
    ? { kind: 'failed', reason: 'refused', detail: outcome.reason }
    : outcome
}

function smsConsequences(
  { ticketNumber }: Delivery,
  outcome: Outcome,
  { toldStatus, smsRefusal }: Sent,
): Pick<Settlement, 'smsFailure' | 'smsStatus' | 'next'> {
  if (outcome.kind === 'delivered') {
    return { smsFailure: null, ...(toldStatus && { smsStatus: toldStatus }), next: [] }
  }
  if (outcome.kind !== 'failed' || ticketNumber === null) return { next: [] }
  const alert = smsRefusal?.isFirst
    ? staff(ticketNumber, {
        kind: 'notice',
        room: 'staff',
        notice: { kind: 'sms_budget', scope: smsRefusal.scope, limit: smsRefusal.limit },
      })
    : []
  return {
    smsFailure: outcome.detail ?? outcome.reason,
    next: [...staff(ticketNumber, { kind: 'card', room: 'staff' }), ...alert],
  }
}

function messageConsequences(
  message: Message,
  outcome: Outcome,
  runAt: Date | null,
  now: Date,
  filesForbidden: boolean,
): Pick<Settlement, 'message' | 'next'> {
  const mark = (
    state: MessageDelivery['state'],
    until: Date | null = null,
    reason: FailureReason | null = null,
  ) => ({
    message: { id: message.id, delivery: { state, until, reason } },
  })
  const tell = (notice: Notice) =>
    message.author.side === 'agent'
      ? staff(message.ticketNumber, { kind: 'notice', room: 'staff', notice })
      : []
  switch (outcome.kind) {
    case 'delivered':
      return {
        ...mark('sent'),
        next:
          message.author.side === 'agent'
            ? [
                ...staff(message.ticketNumber, { kind: 'receipt', messageId: message.id }),
                ...(filesForbidden ? tell({ kind: 'files_forbidden', messageId: message.id }) : []),
              ]
            : [],
      }
    case 'failed':
      return {
        ...mark('failed', null, outcome.reason),
        next: tell({ kind: 'undelivered', messageId: message.id, reason: outcome.reason }),
      }
    case 'parked': {
      const known = message.delivery.state === 'failed'
      return {
        ...mark('failed', null, outcome.reason),
        next: known ? [] : tell({ kind: 'undelivered', messageId: message.id, reason: outcome.reason }),
      }
    }
    case 'retry': {
      if (!runAt || runAt.getTime() - now.getTime() < WORTH_TELLING_MS) return { next: [] }
      const known = message.delivery.until !== null
      return {
        ...mark('queued', runAt),
        next: known ? [] : tell({ kind: 'delayed', messageId: message.id, until: runAt.toISOString() }),
      }
    }
  }
}

function staff(ticketNumber: number, payload: NewDelivery['payload']): NewDelivery[] {
  return [{ destination: { kind: 'staff', ticketNumber }, ticketNumber, payload }]
}
