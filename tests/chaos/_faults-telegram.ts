import type { Fault as Error, FaultName } from '../../sandbox/index.ts'
import { between, type Fault } from './_fault.ts'

const LATE_MS: readonly [number, number] = [300, 3_000]

/** What Telegram, and the way to it, do to calls. */
export const TELEGRAM_FAULTS = {
  'Telegram breaks all connections': {
    weight: 2,
    lastsMs: [0, 0],
    begin({ world }) {
      world.tg.disconnect()
      return () => {}
    },
  },
  'Telegram resets before it takes a call': calls(2, 'reset-before'),
  'Telegram takes calls and drops the answers': calls(3, 'reset-after'),
  'Telegram takes calls slowly': calls(1, (amount) => ({ kind: 'slow', ms: between(LATE_MS, amount) })),
  'Telegram takes calls and answers late': calls(2, (amount) => ({
    kind: 'slow',
    ms: between(LATE_MS, amount),
    applied: true,
  })),
  'Telegram takes calls and hangs': calls(1, (amount) => ({
    kind: 'hang',
    afterMs: between(LATE_MS, amount),
  })),
  'Telegram answers 502': calls(2, 'bad-gateway'),
  'Telegram takes calls and answers 502': calls(1, { kind: 'bad-gateway', applied: true }),
  'Telegram answers 500': calls(1, 'server-error'),
  'Telegram answers 429': calls(2, (amount) => ({ kind: 'flood', retryAfter: between([1, 5], amount) })),
  'Telegram takes no polls': {
    weight: 1,
    lastsMs: [500, 3_000],
    begin: ({ world }) =>
      world.tg.fail({ method: 'getUpdates', times: Number.POSITIVE_INFINITY, error: 'bad-gateway' }),
  },
  'Telegram delivers updates again': {
    weight: 1,
    lastsMs: [0, 0],
    begin({ world: { tg, bot } }, { amount }) {
      for (let back = between([1, 10], amount); back >= 0; back--) tg.redeliver(bot.lastUpdateId - back)
      return () => {}
    },
  },
  'the bot is thrown out of the group (403)': {
    weight: 2,
    lastsMs: [500, 4_000],
    begin({ world: { group, bot } }) {
      group.kick(bot)
      return () => void group.add(bot, { admin: true })
    },
  },
} satisfies Record<string, Fault>

/** One call out of one to four fails in this way, polls excepted. */
function calls(weight: number, error: FaultName | Error | ((amount: number) => Error)): Fault {
  return {
    weight,
    lastsMs: [300, 3_000],
    begin({ world }, { amount }) {
      const every = 4 - between([0, 3], amount)
      let seen = 0
      return world.tg.fail({
        method: (name) => name !== 'getUpdates' && ++seen % every === 0,
        times: Number.POSITIVE_INFINITY,
        error: typeof error === 'function' ? error(amount) : error,
      })
    },
  }
}
