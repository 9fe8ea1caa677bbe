import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DeskError } from '../core/foundation/errors.ts'
import type { FileStore } from '../core/files/ports.ts'
import { isFileId } from '../core/files/file-id.ts'

/** Bytes that are read at once. */
const CHUNK_BYTES = 64 * 1024

/**
 * Files in a folder, spread over subfolders by the beginning of their ids. A file appears under its name only when
 * all of it is on the disk: a crash leaves a `.part`, which counts as nothing and is written over or removed.
 */
export function createFileStore(folder: string): FileStore {
  return {
    async write(id, bytes) {
      const path = pathOf(id)
      const part = `${path}.part`
      const created = await onDisk(() => mkdir(dirname(path), { recursive: true, mode: 0o700 }))
      if (created !== undefined) await onDisk(() => syncFolder(folder))
      const handle = await onDisk(() => open(part, 'w', 0o600))
      try {
        const size = await writeAll(handle, bytes)
        await onDisk(() => handle.sync())
        await onDisk(() => rename(part, path))
        await onDisk(() => syncFolder(dirname(path)))
        return size
      } catch (error) {
        // A failure to remove the part must not hide the first error.
        await rm(part, { force: true }).catch(() => {})
        throw error
      } finally {
        await handle.close()
      }
    },
    async size(id) {
      try {
        return (await stat(pathOf(id))).size
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async *read(id, range) {
      const handle = await open(pathOf(id), 'r')
      try {
        let at = range?.start ?? 0
        const end = range?.end ?? Infinity
        while (at <= end) {
          const length = Math.min(CHUNK_BYTES, end - at + 1)
          // Each chunk has its own buffer, since the previous one may not have been sent yet.
          const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
          if (bytesRead === 0) return
          at += bytesRead
          yield buffer.subarray(0, bytesRead)
        }
      } finally {
        await handle.close()
      }
    },
    async free() {
      const { bavail, bsize } = await statfs(dirname(folder))
      return bavail * bsize
    },
    async tryOut() {
      const path = join(dirname(folder), `.tried-${randomUUID()}`)
      try {
        await writeFile(path, 'x', { flush: true })
      } finally {
        await rm(path, { force: true })
      }
    },
    async remove(id) {
      const path = pathOf(id)
      await rm(path, { force: true })
      await rm(`${path}.part`, { force: true })
    },
  }

  function pathOf(id: string): string {
    if (!isFileId(id)) throw new Error('This is no id of a file.')
    return join(folder, id.slice(0, 2), id)
  }
}

async function writeAll(handle: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const chunk of bytes) {
    await onDisk(() => handle.writeFile(chunk))
    size += chunk.length
  }
  return size
}

/** The disk has no room left, or this user none on it. */
const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** After a power cut, a name in a folder that was not synced may be missing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Throws DeskError `storage_unavailable` for what the disk refuses. */
async function onDisk<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && FULL.has(String(error.code))
    throw new DeskError(isFull ? 'storage_full' : 'storage_unavailable', {}, { cause: error })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
