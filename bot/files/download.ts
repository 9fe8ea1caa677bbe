import { type Api, GrammyError, HttpError } from 'grammy'
import type { Fetched, FetchFile } from '../../core/files/fetch-file.ts'
import { faultOfTheWorld } from '../telegram/errors.ts'
import { asGrammy } from '../telegram/signal.ts'

/** How long the bytes of one file may take. Telegram hands out 20 MB at most (getFile). */
const DOWNLOAD_MS = 120_000
/** Telegram says the same of a file that is gone and of one that it can't find just now: it is asked so many times. */
const DOUBTFUL_ATTEMPTS = 5

const NEVER = new AbortController().signal

/** Fetches files from Telegram as streams. No error of it holds the token, or an address that contains it. */
export function createFetchFile(api: Api, apiRoot: string, stopped = NEVER): FetchFile {
  return async ({ fileId, attempts }) => {
    const path = await pathOf(api, fileId, stopped)
    if (typeof path === 'string') return await download(`${apiRoot}/file/bot${api.token}/${path}`)
    return path.kind === 'doubtful' ? inDoubt(attempts) : path

    async function download(address: string): Promise<Fetched> {
      try {
        const { ok, status, body } = await fetch(address, {
          signal: AbortSignal.any([AbortSignal.timeout(DOWNLOAD_MS), stopped]),
        })
        if (ok && body) return { kind: 'bytes', bytes: body }
        await body?.cancel()
        return status === 429 || status >= 500 ? { kind: 'retry', afterMs: null } : inDoubt(attempts)
      } catch {
        return { kind: 'retry', afterMs: null }
      }
    }
  }
}

function inDoubt(attempts: number): Fetched {
  return attempts < DOUBTFUL_ATTEMPTS
    ? { kind: 'retry', afterMs: null }
    : { kind: 'unavailable', reason: 'refused' }
}

type NoPath = Exclude<Fetched, { kind: 'bytes' }> | { readonly kind: 'doubtful' }

async function pathOf(api: Api, fileId: string, stopped: AbortSignal): Promise<string | NoPath> {
  try {
    return (await api.getFile(fileId, asGrammy(stopped))).file_path ?? { kind: 'doubtful' }
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

/**
 * The bytes of a file that somebody waits for; null where Telegram refuses them. Throws HttpError when another attempt
 * may succeed.
 */
export async function openDownload(
  api: Api,
  apiRoot: string,
  fileId: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const fetched = await createFetchFile(api, apiRoot)({ fileId, attempts: DOUBTFUL_ATTEMPTS })
  switch (fetched.kind) {
    case 'bytes':
      return fetched.bytes
    case 'unavailable':
      return null
    case 'retry':
      throw new HttpError('A file could not be fetched from Telegram.', null)
  }
}
