import { open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { type Api, GrammyError, HttpError } from 'grammy'
import type { Fetched, FetchFile } from '../../core/files/fetch-file.ts'
import type { Route } from '../route/route.ts'
import { limitMs, PATIENCE_MS } from '../route/time-limit.ts'
import { faultOfTheWorld } from '../telegram/errors.ts'
import { asGrammy } from '../telegram/signal.ts'
import type { OpenDownload } from '../update/context.ts'

/** Telegram says the same of a file that is gone and of one that it can't find just now: it is asked so many times. */
const DOUBTFUL_ATTEMPTS = 5

/** What a file counts for whose size Telegram didn't tell: what it hands out at most. */
const UNKNOWN_BYTES = 20 * 1024 * 1024

const NEVER = new AbortController().signal

export interface DownloadOptions {
  readonly api: Api
  readonly route: Route
  /** Whether Telegram's server is one of our own that keeps its files on this machine (`--local`). */
  readonly isLocal: boolean
}

/**
 * Fetches files from Telegram as streams, for as long as their size may take. No error of it holds the token, or an
 * address that contains it.
 */
export function createFetchFile({ api, route, isLocal }: DownloadOptions, stopped = NEVER): FetchFile {
  return async ({ fileId, size, attempts }) => {
    const signal = AbortSignal.any([AbortSignal.timeout(limitMs(size || UNKNOWN_BYTES)), stopped])
    const path = await pathOf(api, fileId, signal)
    if (typeof path !== 'string') return path.kind === 'doubtful' ? inDoubt(attempts) : path
    return isLocal && isAbsolute(path) ? await readHere(path) : await download(path, signal, attempts)
  }

  async function download(path: string, signal: AbortSignal, attempts: number): Promise<Fetched> {
    try {
      const asked = {
        path: `/file/bot${api.token}/${path}`,
        method: 'GET',
        patienceMs: PATIENCE_MS,
        signal,
      } as const
      const { statusCode, body } = await route.ask(asked, (answer) => Promise.resolve(answer))
      if (statusCode === 200) return { kind: 'bytes', bytes: body }
      await body.dump()
      return statusCode === 429 || statusCode >= 500 ? { kind: 'retry', afterMs: null } : inDoubt(attempts)
    } catch {
      return { kind: 'retry', afterMs: null }
    }
  }
}

/** A file that the server is about to write, or that this account may not read yet, is tried again. */
async function readHere(path: string): Promise<Fetched> {
  try {
    const file = await open(path)
    return { kind: 'bytes', bytes: file.createReadStream() }
  } catch {
    return { kind: 'retry', afterMs: null }
  }
}

function inDoubt(attempts: number): Fetched {
  return attempts < DOUBTFUL_ATTEMPTS
    ? { kind: 'retry', afterMs: null }
    : { kind: 'unavailable', reason: 'refused' }
}

type NoPath = Exclude<Fetched, { kind: 'bytes' }> | { readonly kind: 'doubtful' }

async function pathOf(api: Api, fileId: string, signal: AbortSignal): Promise<string | NoPath> {
  try {
    return (await api.getFile(fileId, asGrammy(signal))).file_path ?? { kind: 'doubtful' }
  } catch (error) {
    const world = faultOfTheWorld(error)
    if (world) return { kind: 'retry', ...world }
    if (!(error instanceof GrammyError)) throw error
    const { description } = error
    if (/file is too big/i.test(description)) return { kind: 'unavailable', reason: 'too_large' }
    if (/temporarily unavailable/i.test(description)) return { kind: 'doubtful' }
    // The operator has to mend a token that is refused; the file waits until then.
    if (error.error_code === 401) return { kind: 'retry', afterMs: null }
    return { kind: 'unavailable', reason: 'refused' }
  }
}

/** Opens files that somebody waits for. Throws HttpError when another attempt may succeed. */
export function createOpenDownload(options: DownloadOptions): OpenDownload {
  return async ({ fileId, size }, stopped) => {
    const fetched = await createFetchFile(options, stopped)({ fileId, size, attempts: DOUBTFUL_ATTEMPTS })
    switch (fetched.kind) {
      case 'bytes':
        return fetched.bytes
      case 'unavailable':
        return null
      case 'retry':
        throw new HttpError('A file could not be fetched from Telegram.', null)
    }
  }
}
