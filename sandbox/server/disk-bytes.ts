import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ByteStore } from './world/bytes.ts'

export interface DiskBytes extends ByteStore {
  /** Resolves when all bytes added so far are on the disk. The next call tries again what could not be written. */
  flush(): Promise<void>
  /** Removes all bytes but those of these keys. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>
}

/** A byte store with a file for each key in a folder. New bytes are in memory until `flush` has written them. */
export function createDiskBytes(folder: string): DiskBytes {
  const waiting = new Map<string, Uint8Array>()
  let flushing = Promise.resolve()

  async function writeWaiting(): Promise<void> {
    if (waiting.size === 0) return
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined)
      await syncFolder(dirname(folder))
    const written: string[] = []
    for (const [key, bytes] of waiting) {
      await writeWhole(join(folder, key), bytes)
      written.push(key)
    }
    await syncFolder(folder)
    for (const key of written) waiting.delete(key)
  }

  return {
    add(bytes) {
      const key = randomUUID()
      waiting.set(key, bytes)
      return key
    },
    async read(key) {
      const bytes = waiting.get(key)
      if (bytes) return bytes
      return await readFile(join(folder, key)).catch(nothingIfMissing)
    },
    flush() {
      flushing = flushing.catch(() => {}).then(writeWaiting)
      return flushing
    },
    async keepOnly(keys) {
      const names = (await readdir(folder).catch(nothingIfMissing)) ?? []
      for (const name of names) if (!keys.has(name)) await rm(join(folder, name))
    },
  }
}

/** Writes beside and renames, so that a file is never there in part, not even after a power cut. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, path)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function nothingIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
