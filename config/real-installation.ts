import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { ConfigError } from './problems.ts'

/** What only a real installation has in `DATA_DIR`: the sandbox keeps its own in `sandbox/`. */
const OF_A_REAL_ONE = ['support.db', 'files']

/** Throws a ConfigError where the sandbox would start beside a real installation and nobody said that it is meant. */
export function refuseBesideReal({ telegram, dataDir }: Config): void {
  if (telegram.mode !== 'sandbox' || telegram.meant) return
  const found = OF_A_REAL_ONE.map((name) => join(telegram.beside, name)).find((path) => existsSync(path))
  if (found === undefined) return
  throw new ConfigError([
    `BOT_TOKEN is missing, and ${found} belongs to a real installation: set BOT_TOKEN, or SANDBOX=1 if the sandbox is meant, which keeps to ${dataDir}.`,
  ])
}
