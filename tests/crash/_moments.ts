import type { Random } from './_random.ts'
import type { CrashWorld } from './_world.ts'

/**
 * When a kill falls, counted from the start before it: as the n-th call arrives, which Telegram has carried out and
 * not answered; or as the n-th update is confirmed, which is stored and hardly handled. Then, often, a little later.
 */
export interface Moment {
  readonly after: 'call' | 'confirmation'
  readonly count: number
  readonly delayMs: number
}

export function chooseMoments(random: Random, count: number): Moment[] {
  return Array.from({ length: count }, () => ({
    after: random.pick(['call', 'confirmation'] as const),
    count: random.between(1, 40),
    delayMs: random.pick([0, 0, 1, 3, 7, 15]),
  }))
}

/** Kills the product at a moment; resolves when it has ended. */
export async function killAt(
  { tg, bot, product }: CrashWorld,
  { after, count, delayMs }: Moment,
): Promise<void> {
  const confirmed = () => bot.lastUpdateId - bot.pending.length
  const before = { call: bot.calls.length, confirmation: confirmed() }
  await new Promise<void>((resolve) => {
    const strike = () => {
      const seen = after === 'call' ? bot.calls.length : confirmed()
      if (seen < before[after] + count) return
      stop()
      if (delayMs === 0) void product.kill().then(() => resolve())
      else setTimeout(() => void product.kill().then(() => resolve()), delayMs)
    }
    const stop = tg.onChange(strike)
    strike()
  })
}
