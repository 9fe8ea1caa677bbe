import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { refuseBesideReal } from '../config/real-installation.ts'
import type { Logger } from '../logger.ts'

/** Group and others. */
const OTHERS = 0o077
const STICKY = 0o1000
const BESIDE_A_DATABASE = ['', '-wal', '-shm', '-journal', '.lock', '.lock.json']

/** Makes the folder of data ready: nobody else's, and open to nobody else. Throws a ConfigError for somebody else's. */
export async function openDataDir(config: Config, logger: Logger): Promise<void> {
  refuseBesideReal(config)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  for await (const { path, mode, isFolder } of openToOthers(config)) {
    await chmod(path, mode & (isFolder ? 0o7700 : 0o600)).catch((error: unknown) =>
      logger.warn({ err: error, path }, 'Other accounts of this machine can open what is kept here.'),
    )
  }
}

interface Open {
  readonly path: string
  readonly mode: number
  readonly isFolder: boolean
}

/**
 * What other accounts of this machine may open, files before their folders. A folder that is shut already shuts off
 * what is in it, so a start does not go through all files each time.
 */
export async function* openToOthers({ telegram, dataDir, database }: Config): AsyncGenerator<Open> {
  // Windows has no such modes.
  if (process.platform === 'win32') return
  const isSandbox = telegram.mode === 'sandbox'
  for (const folder of isSandbox ? [dataDir] : ['files', 'sandbox'].map((name) => join(dataDir, name))) {
    yield* within(folder)
  }
  if (database.kind === 'sqlite') {
    for (const suffix of BESIDE_A_DATABASE) yield* itself(`${database.path}${suffix}`)
  }
  for (const name of ['running.lock', 'running.lock.json']) yield* itself(join(dataDir, name))
  yield* itself(isSandbox ? telegram.beside : dataDir)
}

async function* within(folder: string): AsyncGenerator<Open> {
  const [open] = await look(folder)
  if (!open) return
  // One that is not ours to read is not ours to shut either.
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* within(path)
    else if (entry.isFile()) yield* itself(path)
  }
  yield open
}

async function* itself(path: string): AsyncGenerator<Open> {
  yield* await look(path)
}

/** Nothing where there is nothing, where it is shut, and where a folder is everybody's on purpose, as /tmp is. */
async function look(path: string): Promise<Open[]> {
  const seen = await stat(path).catch(() => null)
  if (!seen || (seen.mode & OTHERS) === 0 || (seen.mode & STICKY) !== 0) return []
  return [{ path, mode: seen.mode, isFolder: seen.isDirectory() }]
}
