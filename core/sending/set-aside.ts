import type { Delivery, NewDelivery, Outcome } from '../deliveries/delivery.ts'
import { toStaff } from '../policies/notify.ts'

/** After so many attempts that failed in our own code a delivery no longer holds up its lane. */
export const MAX_FAULTS = 10

/** The outcome of an attempt that failed in our own code. */
export function outcomeOfFault(delivery: Delivery): Outcome {
  return delivery.faults + 1 < MAX_FAULTS
    ? { kind: 'retry', reason: 'internal error', isOurs: true }
    : { kind: 'failed', reason: 'internal_error' }
}

/** Whether an attempt was the last one for a fault of ours. */
export function isSetAside(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && outcome.reason === 'internal_error'
}

/** Tells the staff that a delivery was set aside. The notice itself is not followed by another one. */
export function tellOfSetAside({ ticketNumber, payload }: Delivery): NewDelivery[] {
  if (ticketNumber === null) return []
  // The card shows an SMS that failed.
  if (payload.kind === 'sms') return []
  if (payload.kind === 'notice' && payload.notice.kind === 'set_aside') return []
  return [toStaff(ticketNumber, { kind: 'notice', room: 'staff', notice: { kind: 'set_aside' } })]
}
