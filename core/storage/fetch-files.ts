import { DeskError } from '../foundation/errors.ts'
import { retryDelayMs } from '../foundation/retry.ts'
import type { FetchFile } from '../files/fetch-file.ts'
import type { AttachmentStore, FileStore } from '../files/ports.ts'
import type { BytesState } from '../files/attachment.ts'
import type { WaitingFile } from '../files/fetch-file.ts'
import type { Room } from './room.ts'

export interface FetchFiles {
  /**
   * Fetches all that is due, one file after the other; several runs at once share the work. Once `stopped` is aborted
   * it begins nothing more. Throws DeskError `storage_unavailable` when something could not be kept.
   */
  runOnce(stopped?: AbortSignal): Promise<void>
  /** Fetches one file now, or joins the attempt under way; returns the state of its bytes. Throws as `runOnce` does. */
  fetch(file: WaitingFile): Promise<BytesState>
}

export interface FetchFilesPorts {
  readonly attachments: AttachmentStore
  readonly files: FileStore
  readonly fetchFile: FetchFile
  readonly clock: () => Date
}

/** Builds the fetching of Telegram's files into storage. */
export function createFetchFiles(
  { attachments, files, fetchFile, clock }: FetchFilesPorts,
  room: Room,
): FetchFiles {
  const underWay = new Map<string, Promise<BytesState>>()
  return {
    fetch,
    async runOnce(stopped) {
      while (await fetchNext(stopped)) continue
    },
  }

  /** Fetches one due file that is not being fetched yet; false where there is none. */
  async function fetchNext(stopped?: AbortSignal): Promise<boolean> {
    if (stopped?.aborted || (await room.isLow())) return false
    const due = await attachments.due(clock(), 1 + underWay.size)
    const file = due.find(({ id }) => !underWay.has(id))
    if (file) await fetch(file)
    return file !== undefined
  }

  function fetch(file: WaitingFile): Promise<BytesState> {
    const known = underWay.get(file.id)
    if (known) return known
    const fetching = attempt(file).finally(() => underWay.delete(file.id))
    underWay.set(file.id, fetching)
    return fetching
  }

  async function attempt(file: WaitingFile): Promise<BytesState> {
    const { id } = file
    if (await room.isLow()) return 'waiting'
    try {
      const fetched = await fetchFile(file)
      switch (fetched.kind) {
        case 'bytes':
          return await keep(id, fetched.bytes)
        case 'unavailable':
          await attachments.markUnavailable(id, fetched.reason)
          return 'unavailable'
        case 'retry':
          return await postpone(file, fetched.afterMs)
      }
    } catch (error) {
      if (error instanceof DeskError && error.code === 'storage_quota_exceeded') {
        await attachments.markUnavailable(id, 'quota')
        return 'unavailable'
      }
      await postpone(file, null)
      if (error instanceof BrokenOffError) return 'waiting'
      throw error
    }
  }

  /** Stores the bytes, unless an edit replaced the file while it was fetched. */
  async function keep(id: string, bytes: AsyncIterable<Uint8Array>): Promise<BytesState> {
    const owner = await attachments.find(id)
    if (!owner) return 'unavailable'
    const claim = await room.claim(owner.organizationId)
    try {
      const size = await files.write(id, claim.count(untilBrokenOff(bytes)))
      if (await attachments.markStored(id, size)) return 'stored'
    } finally {
      claim.release()
    }
    await files.remove(id)
    return 'unavailable'
  }

  async function postpone({ id, attempts }: WaitingFile, afterMs: number | null): Promise<BytesState> {
    const waitMs = afterMs ?? retryDelayMs(attempts + 1)
    await attachments.postpone(id, new Date(clock().getTime() + waitMs))
    return 'waiting'
  }
}

/** The connection broke off, which is retried and not reported. */
class BrokenOffError extends Error {}

async function* untilBrokenOff(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (cause) {
    throw new BrokenOffError('The bytes broke off.', { cause })
  }
}
