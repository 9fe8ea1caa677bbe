import type { DatabaseConfig } from '../../db/index.ts'
import type { OpenWorld } from '../crash/_open-world.ts'
import type { Disk } from './_disk.ts'
import type { Keeper } from './_keeper.ts'
import type { SmsProvider } from './_sms-provider.ts'
import type { Time } from './_time.ts'

/** Everything that a fault can lay its hands on. */
export interface Stage {
  readonly world: OpenWorld
  readonly database: DatabaseConfig
  readonly time: Time
  readonly keeper: Keeper
  readonly disk: Disk
  readonly sms: SmsProvider
  /** Resolves when what the panel has asked so far has been answered, and Telegram's updates are confirmed. */
  caughtUp(): Promise<void>
}

/** How one turn of a fault goes: as the plan says. */
export interface Turn {
  /** From 0 to 1: how bad it is; what that means is the fault's own. */
  readonly amount: number
  readonly lastsMs: number
}

/** What ends a fault. */
export type End = () => void | Promise<void>

/** Something that goes wrong for a while. */
export interface Fault {
  /** How often it comes among the others. */
  readonly weight: number
  readonly lastsMs: readonly [least: number, most: number]
  /** The database that knows it; both when left out. */
  readonly on?: DatabaseConfig['kind']
  begin(stage: Stage, turn: Turn): End | Promise<End>
}

/** A whole number between two, by how bad it is. */
export function between([least, most]: readonly [number, number], amount: number): number {
  return least + Math.round(amount * (most - least))
}
