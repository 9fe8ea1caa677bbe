import type { OutboxStore, Settlement } from '../deliveries/ports.ts'

/** Writes outcomes the moment they are known. */
export interface Settling {
  /** Writes them at once, or right after those that are being written. Never rejects: what failed is written later. */
  add(settlements: readonly Settlement[]): Promise<void>
  /** Writes what is not written yet. Rejects when the disk does not take it. */
  finish(): Promise<void>
}

/** `onSettled` is called for each outcome that has been written. */
export function createSettling(
  outbox: Pick<OutboxStore, 'settle'>,
  onSettled: (settlement: Settlement) => void,
): Settling {
  let waiting: Settlement[] = []
  let writing: Promise<void> | null = null

  return {
    async add(settlements) {
      waiting.push(...settlements)
      await finish().catch(() => {})
    },
    finish,
  }

  async function finish(): Promise<void> {
    while (waiting.length > 0) await (writing ??= write())
  }

  async function write(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      await outbox.settle(batch)
    } catch (error) {
      // What has been sent is kept in memory until the disk takes it.
      waiting = [...batch, ...waiting]
      throw error
    } finally {
      writing = null
    }
    for (const settlement of batch) onSettled(settlement)
  }
}
