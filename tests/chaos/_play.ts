import { setTimeout as delay } from 'node:timers/promises'
import { createRandom, type Random } from '../crash/_random.ts'
import type { OpenWorld } from '../crash/_open-world.ts'
import type { Record } from './_record.ts'
import type { Sight } from './_sight.ts'

/** What everybody who takes part knows. */
export interface Scene {
  readonly world: OpenWorld
  readonly record: Record
  readonly sight: Sight
  /** The tickets there are, oldest first. */
  readonly tickets: number[]
  readonly isOver: () => boolean
  /** Waits for something at Telegram, but no longer than the scene lasts; throws when it does not come. */
  until<T>(condition: () => T, what: string): Promise<NonNullable<T>>
}

/** One who does something again and again. A step that can't be taken now is left out. */
export interface Actor {
  readonly name: string
  step(random: Random): Promise<void>
}

const REST_MS = [20, 250] as const
/** Most is written to the newest tickets; the others come to rest, and their hours run. */
const NEWEST = 5

/** Lets everybody act until the scene is over, each with choices of their own; resolves when all have left. */
export async function play(scene: Scene, actors: readonly Actor[], seed: number): Promise<void> {
  await Promise.all(
    actors.map(async (actor, index) => {
      const random = createRandom(seed + index + 1)
      while (!scene.isOver()) {
        try {
          await actor.step(random)
        } catch (error) {
          if (!(error instanceof Error)) throw error
          if (scene.isOver()) return
          scene.record.note(`${actor.name} could not: ${error.message.split('\n')[0]}`)
        }
        await delay(random.between(...REST_MS))
      }
    }),
  )
}

export function pickTicket({ tickets }: Scene, random: Random): number {
  return random.pick(random.between(1, 12) === 1 ? tickets : tickets.slice(-NEWEST))
}

/** A stream, not a flood: nobody goes on while the bot is far behind. */
export async function untilNear({ world: { bot }, until }: Scene): Promise<void> {
  await until(() => bot.pending.length < 8, 'the bot comes near')
}
