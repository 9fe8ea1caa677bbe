import type { FileStore } from '../core/files/ports.ts'
import type { Ready } from '../web/operation/health.ts'

export interface ReadyParts {
  readonly ping: () => Promise<void>
  readonly tryOut: () => Promise<void>
  readonly files: Pick<FileStore, 'free' | 'tryOut'>
  readonly minFreeDisk: number
  readonly telegram: () => string
}

/** Asks each part the product stands on, by writing where it has to write. Who asks meanwhile hears the same. */
export function createReady({ ping, tryOut, files, minFreeDisk, telegram }: ReadyParts): Ready {
  let asking: ReturnType<Ready> | null = null
  return () => (asking ??= ask().finally(() => (asking = null)))

  async function ask() {
    const [database, storage] = await Promise.all([databaseState(), storageState()])
    return { database, storage, telegram: telegram() }
  }

  async function databaseState(): Promise<string> {
    if (!(await works(ping))) return 'not reachable'
    return (await works(tryOut)) ? 'ok' : 'not writable'
  }

  async function storageState(): Promise<string> {
    if (!(await works(files.tryOut))) return 'not writable'
    return (await files.free()) < minFreeDisk ? 'low' : 'ok'
  }
}

async function works(act: () => Promise<void>): Promise<boolean> {
  return await act().then(
    () => true,
    () => false,
  )
}
