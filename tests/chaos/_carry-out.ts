import { setTimeout as delay } from 'node:timers/promises'
import type { Stage } from './_fault.ts'
import { FAULTS } from './_faults.ts'
import type { Planned } from './_plan.ts'
import type { Record } from './_record.ts'

/** Lets happen what is planned, each at its time; resolves when the time is over and every fault has ended. */
export async function carryOut(
  plan: readonly Planned[],
  stage: Stage,
  record: Record,
  durationMs: number,
): Promise<void> {
  const startedAt = performance.now()
  const until = (atMs: number) => delay(Math.max(0, atMs - (performance.now() - startedAt)))
  const turns: Promise<void>[] = []
  for (const planned of plan) {
    await until(planned.atMs)
    turns.push(take(planned))
  }
  await until(durationMs)
  await Promise.all(turns)

  async function take({ fault, lastsMs, amount }: Planned): Promise<void> {
    record.note(`${fault} (for ${lastsMs} ms)`)
    const end = await FAULTS[fault]?.begin(stage, { lastsMs, amount })
    await delay(lastsMs)
    await end?.()
    record.note(`over: ${fault}`)
  }
}
