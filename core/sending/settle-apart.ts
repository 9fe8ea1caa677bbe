import type { OutboxStore, Settlement } from '../deliveries/ports.ts'
import { Busy } from '../foundation/errors.ts'
import { MAX_FAULTS, tellOfSetAside } from './set-aside.ts'

export interface SettleApartOptions {
  readonly settle: OutboxStore['settle']
  /** Rejects where the database takes nothing at the moment: then it is no fault of what is to be written. */
  readonly tryOut: () => Promise<void>
  /** Called with what kept a settlement from being written, when it is given up. */
  readonly onError: (error: unknown, settlement: Settlement) => void
}

/**
 * Settles so that an outcome that can't be written holds up no other one. After ten attempts it is written without all
 * that follows from it. It rejects while anything is left to write; given the same settlements again, it goes on.
 */
export function createSettleApart({ settle, tryOut, onError }: SettleApartOptions): OutboxStore['settle'] {
  const written = new WeakSet<Settlement>()
  const faults = new WeakMap<Settlement, number>()

  return async (settlements) => {
    const open = settlements.filter((settlement) => !written.has(settlement))
    try {
      await settle(open)
      for (const settlement of open) written.add(settlement)
    } catch (error) {
      if (error instanceof Busy) throw error
      await oneByOne(open)
    }
  }

  async function oneByOne(open: readonly Settlement[]): Promise<void> {
    const left: unknown[] = []
    for (const settlement of open) {
      try {
        await settleAlone(settlement)
        written.add(settlement)
      } catch (error) {
        if (error instanceof Busy) throw error
        left.push(error)
      }
    }
    if (left.length > 0) throw new AggregateError(left, `${left.length} outcomes could not be written.`)
  }

  async function settleAlone(settlement: Settlement): Promise<void> {
    try {
      await settle([settlement])
    } catch (error) {
      if (error instanceof Busy) throw error
      const count = (faults.get(settlement) ?? 0) + 1
      faults.set(settlement, count)
      if (count < MAX_FAULTS) throw error
      await tryOut()
      onError(error, settlement)
      await settle([settlement.outcome.kind === 'delivered' ? bareOf(settlement) : setAside(settlement)])
    }
  }
}

/** People have seen what was delivered: it is never sent again. */
function bareOf({ delivery, outcome }: Settlement): Settlement {
  return { delivery, outcome, runAt: null, links: [], next: [] }
}

function setAside({ delivery }: Settlement): Settlement {
  const outcome = { kind: 'failed', reason: 'internal_error' } as const
  return { delivery, outcome, runAt: null, links: [], next: tellOfSetAside(delivery) }
}
