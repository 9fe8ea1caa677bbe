import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DatabaseConfig } from '../../db/index.ts'
import { openWorld } from '../crash/_open-world.ts'
import { carryOut } from './_carry-out.ts'
import { castOf } from './_cast.ts'
import { count } from './_count.ts'
import { createDisk } from './_disk.ts'
import type { Stage } from './_fault.ts'
import { createKeeper } from './_keeper.ts'
import { planFaults } from './_plan.ts'
import { play } from './_play.ts'
import { createRecord, type Happened } from './_record.ts'
import type { Finding } from './_rest.ts'
import { comeToRest, lookAt } from './_settle.ts'
import { startSmsProvider } from './_sms-provider.ts'
import { createTime } from './_time.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly durationMs: number
  /** The URL of an empty database of PostgreSQL; SQLite where there is none. */
  readonly postgresUrl?: string
  /** What the product prints. */
  readonly onOutput?: (text: string) => void
}

export interface ChaosResult {
  readonly findings: readonly Finding[]
  readonly happened: readonly Happened[]
  readonly figures: Readonly<Record<string, number>>
  /** What stood in for a full disk. */
  readonly disk: string
}

/** Lets people use the product while things go wrong as the seed says, and counts what came of it. */
export async function runChaos({
  seed,
  durationMs,
  postgresUrl,
  onOutput = () => {},
}: ChaosOptions): Promise<ChaosResult> {
  const disk = createDisk()
  const database: DatabaseConfig =
    postgresUrl === undefined
      ? { kind: 'sqlite', path: join(disk.folder, 'chaos.sqlite') }
      : { kind: 'postgres', url: postgresUrl }
  const time = createTime(() => keeper?.product ?? null)
  const record = createRecord(time.now)
  const sms = await startSmsProvider(time.now)
  const clock = pathToFileURL(join(import.meta.dirname, 'clock.mjs')).href
  let keeper: ReturnType<typeof createKeeper> | null = null
  let close = async () => {}
  try {
    const world = await openWorld(database, {
      dataDir: disk.folder,
      now: time.now,
      env: {
        ...sms.env,
        MIN_FREE_DISK: '1MB',
        SWEEP_INTERVAL: '500ms',
        // Longer than the hours that pass at once while somebody fills one in.
        FORM_TIMEOUT: '30d',
        API_RATE_LIMIT: '0',
        NODE_OPTIONS: `--import ${clock}`,
      },
      child: { talks: true, onOutput, envNow: () => ({ CHAOS_CLOCK_MS: String(time.offset()) }) },
    })
    close = world.close
    keeper = createKeeper(world.product, record.note)
    const cast = castOf(world, record, time.now, durationMs)
    const stage: Stage = {
      world,
      database,
      time,
      keeper,
      disk,
      sms,
      async caughtUp() {
        for (const panel of cast.panels) await panel.answered()
        await world.tg.settled(cast.patience)
      },
    }
    await cast.begin()
    const plan = planFaults({ seed, durationMs, database: database.kind })
    const played = play(cast.scene, cast.actors, seed)
    await carryOut(plan, stage, record, durationMs)
    cast.end()
    await played

    await comeToRest(stage, cast.panels)
    const rest = await lookAt(stage, record, cast.panels)
    world.tg.assertClean()
    return {
      findings: count(rest),
      happened: record.happened,
      figures: {
        faults: plan.length,
        tickets: rest.tickets.length,
        messages: rest.said.length,
        SMS: rest.sms.length,
        'steps given up': record.happened.filter(({ what }) => what.includes(' could not: ')).length,
        'ended by itself': keeper.unexpected(),
      },
      disk: disk.how,
    }
  } finally {
    await keeper?.close()
    await close()
    sms.close()
    disk.close()
  }
}
