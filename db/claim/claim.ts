import { existsSync, realpathSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DatabaseConfig } from '../engine/connection.ts'
import { type AlreadyRunning, whereabouts } from './holder.ts'
import { takeLease } from './lease.ts'
import { lockFile } from './lock-file.ts'

export interface Claim {
  /** Lets the next process in. */
  release(): Promise<void>
}

export interface ClaimOptions {
  readonly dataDir: string
  /** Another process has taken the database over: this one has to end. */
  readonly onLost: (error: AlreadyRunning) => void
}

/** Takes a database and a folder of data for this process alone. Throws AlreadyRunning, with the name of who has them. */
export async function claimDatabase(
  config: DatabaseConfig,
  { dataDir, onLost }: ClaimOptions,
): Promise<Claim> {
  const me = whereabouts()
  const releases: (() => Promise<void>)[] = []
  try {
    releases.push(await lockFile(join(dataDir, 'running.lock'), me))
    if (config.kind === 'sqlite') releases.push(await lockFile(`${await realPath(config.path)}.lock`, me))
    else releases.push((await takeLease(config.url, { onLost })).release)
  } catch (error) {
    await release()
    throw error
  }
  return { release }

  async function release(): Promise<void> {
    for (const each of releases.splice(0).toReversed()) await each()
  }
}

/** The same for each of the names that a file can have. */
async function realPath(path: string): Promise<string> {
  if (existsSync(path)) return realpathSync(path)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return join(realpathSync(dirname(path)), basename(path))
}
