import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { AlreadyRunning, type Holder, type Whereabouts } from './holder.ts'

/** A process that is just ending lets go within this. */
const PATIENCE_MS = 1_000
const RETRY_MS = 50

/**
 * Takes a lock that ends with this process, however it ends: SQLite's own, on an empty file that nobody writes. Who has
 * it stands in a second file, since whoever opens and closes the first by another way loses its locks. Throws
 * AlreadyRunning.
 */
export async function lockFile(path: string, { pid, host }: Whereabouts): Promise<() => Promise<void>> {
  const { default: Sqlite } = await import('better-sqlite3')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const lock = new Sqlite(path, { timeout: 0 })
  for (let waited = 0; !isTaken(); waited += RETRY_MS) {
    if (waited < PATIENCE_MS) await delay(RETRY_MS)
    else {
      lock.close()
      throw new AlreadyRunning(await readHolder(path))
    }
  }
  await chmod(path, 0o600)
  const holder: Holder = { pid, host, since: new Date() }
  await writeFile(nameFile(path), JSON.stringify(holder), { mode: 0o600 })
  return async () => {
    await rm(nameFile(path), { force: true })
    lock.close()
  }

  function isTaken(): boolean {
    try {
      lock.exec('begin immediate')
      return true
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false
      lock.close()
      throw error
    }
  }
}

const holderSchema = z.object({ pid: z.number(), host: z.string(), since: z.coerce.date() })

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(nameFile(path), 'utf8')))
  } catch {
    return null
  }
}

function nameFile(path: string): string {
  return `${path}.json`
}
