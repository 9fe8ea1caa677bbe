import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Logger } from '../../logger.ts'
import type { KeptClock } from '../clock.ts'
import type { Snapshot } from '../telegram.ts'
import type { Language } from './names.ts'
import type { Sms } from './sms.ts'

/** What survives a restart. */
export interface Kept {
  readonly telegram: Snapshot
  readonly sms: readonly Sms[]
  /** Absent in files of versions whose clock stood with the real one. */
  readonly clock?: KeptClock
  readonly language?: Language
}

const DELAY_MS = 150

/** What was kept last time; a file that cannot be read is put aside and the demo begins anew. */
export async function readKept(path: string, logger: Logger | undefined): Promise<Kept | undefined> {
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

/** Writes the state to a file soon after each change, whole or not at all. */
export function createKeeper(options: {
  path: string
  take: () => Kept
  /** Resolves when all that was taken so far and is not in it is on the disk. */
  flushBytes: () => Promise<void>
  logger: Logger | undefined
}) {
  const { path, take, flushBytes, logger } = options
  let timer: NodeJS.Timeout | undefined
  let written = ''
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    const text = JSON.stringify(take())
    if (text === written) return
    await flushBytes()
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.new`, text)
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
