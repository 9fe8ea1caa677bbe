import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findFile, readBytes } from '../world/files.ts'
import type { StoredFile } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Handlers } from '../calls/call.ts'
import { badRequest } from '../rules/errors.ts'
import { MAX_DOWNLOAD } from '../calls/media.ts'

export const fileMethods: Handlers = {
  getFile({ world, bot }, params) {
    const file = findFile(world, bot.id, params.file_id)
    if (!file) throw badRequest('invalid file_id')
    const { local } = world.switches
    if (local === null && file.size > MAX_DOWNLOAD) throw badRequest('file is too big')
    return {
      file_id: params.file_id,
      file_unique_id: file.unique,
      file_size: file.size,
      file_path: local === null ? file.path : join(local, file.path),
    }
  },
}

/** A server of one's own has put the file there before it answers. */
export async function placeFile(world: World, file: StoredFile | undefined): Promise<void> {
  const { local } = world.switches
  const bytes = local !== null && file && (await readBytes(world, file))
  if (local === null || !file || !bytes) return
  const path = join(local, file.path)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}
