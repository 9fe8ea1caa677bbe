import { onTestFinished } from 'vitest'
import type { DatabaseConfig } from '../../db/index.ts'
import { type CrashOptions, openWorld } from './_open-world.ts'

export { PATIENCE } from './_open-world.ts'

export type CrashWorld = Awaited<ReturnType<typeof startCrashWorld>>

/** A world as `openWorld` makes it, closed when the test has finished. */
export async function startCrashWorld(database: DatabaseConfig, options: CrashOptions = {}) {
  const world = await openWorld(database, options)
  onTestFinished(world.close)
  return world
}
