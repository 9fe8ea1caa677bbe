import type { Group, TelegramServer } from '../../server/telegram-server.ts'
import type { Cast } from './cast.ts'

/** What the page can make go wrong, until somebody switches it off. */
export const TROUBLES = ['down', 'slow', 'flood', 'kicked', 'upgraded'] as const
export type TroubleName = (typeof TROUBLES)[number]
export type Troubles = ReturnType<typeof createTroubles>

const SLOW_MS = 3_000
const RETRY_AFTER_S = 5
const SENDS = /^(send|copy|forward|edit)/

/** The switches of the faults. They are not kept: after a restart all are off. */
export function createTroubles(tg: TelegramServer, { bot, people, staff }: Cast) {
  const owner = people.find(({ role }) => role === 'owner')?.user
  const ending = new Map<TroubleName, () => void>()
  const start = {
    down() {
      const end = tg.fail({ times: Infinity, error: 'reset-before' })
      tg.disconnect()
      return end
    },
    slow: () =>
      tg.fail({
        method: (name) => name !== 'getUpdates',
        times: Infinity,
        error: { kind: 'slow', ms: SLOW_MS },
      }),
    flood: () =>
      tg.fail({
        method: (name) => SENDS.test(name),
        times: Infinity,
        error: { kind: 'flood', retryAfter: RETRY_AFTER_S },
      }),
  }

  /** The customer's group as it is now. */
  function group(): Group {
    const found = tg
      .groups()
      .findLast(({ id, chat }) => id !== staff.id && !chat.forum && !chat.deleted && !chat.migratedTo)
    if (!found) throw new Error("there is no customer's group")
    return found
  }
  function setKicked(kicked: boolean): void {
    const by = owner ? { by: owner } : {}
    if (kicked) group().kick(bot, by)
    else group().add(bot, by)
  }
  const isOn = (name: TroubleName): boolean => {
    if (name === 'kicked') return !group().members().includes(bot.id)
    if (name === 'upgraded') return group().chat.kind === 'supergroup'
    return ending.has(name)
  }

  return {
    list: () =>
      Object.fromEntries(TROUBLES.map((name) => [name, isOn(name)])) as Record<TroubleName, boolean>,
    /** Switches a fault. Throws when `upgraded` is switched off: a supergroup never becomes a basic group again. */
    set(name: TroubleName, on: boolean): void {
      if (isOn(name) === on) return
      if (name === 'kicked') setKicked(on)
      else if (name === 'upgraded') {
        if (!on) throw new Error('a supergroup stays one')
        group().migrate()
      } else if (on) ending.set(name, start[name]())
      else {
        ending.get(name)?.()
        ending.delete(name)
      }
      tg.world.changed()
    },
  }
}
