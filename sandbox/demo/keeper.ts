import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { KeptClock } from '../server/clock.ts'
import type { Snapshot } from '../server/telegram-server.ts'
import type { Language } from './stage/names.ts'
import type { Sms } from './stage/sms.ts'

/** What the demo tells of problems with its file; a pino logger is one. */
export interface DemoLogger {
  warn(fields: { readonly err: unknown }, text: string): void
  error(fields: { readonly err: unknown }, text: string): void
}

/** What survives a restart. */
export interface Kept {
  readonly telegram: Snapshot
  readonly sms: readonly Sms[]
  /** Absent in files from before the clock could be moved. */
  readonly clock?: KeptClock
  readonly language?: Language
}

const DELAY_MS = 150

/** Reads what was kept last time. A file that cannot be read is renamed to `.broken`, and the demo begins anew. */
export async function readKept(path: string, logger: DemoLogger | undefined): Promise<Kept | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as Kept
  } catch (error) {
    logger?.warn({ err: error }, 'sandbox.json cannot be read; the sandbox begins anew.')
    await rename(path, `${path}.broken`)
    return undefined
  }
}

/** Writes the state to a file soon after each change; a crash leaves the old file or the new one, never a part. */
export function createKeeper(options: {
  path: string
  take: () => Kept
  /** Resolves when the bytes of all files so far are on the disk: the state names them, it does not hold them. */
  flushBytes: () => Promise<void>
  logger: DemoLogger | undefined
}) {
  const { path, take, flushBytes, logger } = options
  let timer: NodeJS.Timeout | undefined
  let written = ''
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    const text = JSON.stringify(take())
    if (text === written) return
    await flushBytes()
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(`${path}.new`, text, { mode: 0o600 })
    await rename(`${path}.new`, path)
    written = text
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing
      .then(write)
      .catch((error: unknown) => logger?.error({ err: error }, 'The sandbox could not be kept.'))
    return writing
  }

  return {
    soon(): void {
      timer ??= setTimeout(() => void flush(), DELAY_MS)
    },
    close: flush,
  }
}
