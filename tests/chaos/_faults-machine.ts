import { setTimeout as delay } from 'node:timers/promises'
import { between, type Fault } from './_fault.ts'
import { MOST_SKEW_MS } from './_time.ts'

const HOUR_MS = 3_600_000
/** When nothing happens, it dies all the same. */
const NO_CALL_MS = 500

/** What happens to the process and to the machine that it runs on. */
export const MACHINE_FAULTS = {
  'the process is killed': {
    weight: 6,
    lastsMs: [0, 1_500],
    async begin({ world: { tg }, keeper }, { amount, lastsMs }) {
      // As something happens at Telegram, or a little later: between what was done and the note of it.
      await new Promise<void>((resolve) => {
        const strike = () => {
          stop()
          clearTimeout(timer)
          resolve()
        }
        const stop = tg.onChange(strike)
        const timer = setTimeout(strike, NO_CALL_MS)
      })
      await delay(between([0, 15], amount))
      await keeper.kill(lastsMs)
      return () => {}
    },
  },
  'the process is frozen': {
    weight: 3,
    lastsMs: [300, 4_000],
    begin: ({ keeper }) => keeper.freeze(),
  },
  'the clock of the machine is wrong': {
    weight: 2,
    lastsMs: [500, 3_000],
    async begin({ time }, { amount }) {
      await time.putWrong(between([-MOST_SKEW_MS, MOST_SKEW_MS], amount))
      return () => time.putWrong(0)
    },
  },
  'hours pass at once': {
    weight: 4,
    lastsMs: [0, 0],
    async begin({ time, caughtUp }, { amount }) {
      // Telegram keeps an update for a day, the product a panel's request for 25 hours: what waits is not to be older.
      await time.inTurn(async () => {
        await caughtUp()
        await time.pass(between([HOUR_MS, 20 * HOUR_MS], amount))
      })
      return () => {}
    },
  },
  'the disk is full': {
    weight: 3,
    lastsMs: [500, 3_000],
    begin: ({ disk, world }) => disk.fill(world.product.pid()),
  },
} satisfies Record<string, Fault>
