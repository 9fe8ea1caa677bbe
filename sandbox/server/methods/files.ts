import { findFile } from '../world/files.ts'
import type { Handlers } from '../calls/call.ts'
import { badRequest } from '../rules/errors.ts'
import { MAX_DOWNLOAD } from '../calls/media.ts'

export const fileMethods: Handlers = {
  getFile({ world, bot }, params) {
    const file = findFile(world, bot.id, params.file_id)
    if (!file) throw badRequest('invalid file_id')
    if (file.size > MAX_DOWNLOAD) throw badRequest('file is too big')
    return {
      file_id: params.file_id,
      file_unique_id: file.unique,
      file_size: file.size,
      file_path: file.path,
    }
  },
}
