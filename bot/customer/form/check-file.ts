import { fileTypeFromBuffer } from 'file-type'
import { type Api, HttpError } from 'grammy'
import type { NewAttachment } from '../../../core/tickets/message.ts'
import { faultOfTheWorld } from '../../telegram.ts'

/** PRODUCT section 7: PNG, JPG, JPEG, PDF, TXT, under 10 MB each, at most 10. */
const FILE_MAX_BYTES = 10 * 1024 * 1024
export const FILES_MAX = 10
/** How much of a file's name stands in a sentence. */
export const FILE_NAME_SHOWN = 80

export type FileProblem = 'type' | 'size'

const BINARY_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'application/pdf'])
const NAMED_TYPES = /\.(png|jpe?g|pdf|txt)$/i

/** Checks a customer's file by what is in it; by its name only where Telegram won't hand it out. Null when it is fine. */
export async function checkFile(api: Api, apiRoot: string, file: NewAttachment): Promise<FileProblem | null> {
  if (file.kind === 'photo') return file.size < FILE_MAX_BYTES ? null : 'size'
  if (file.kind !== 'document') return 'type'
  if (file.size >= FILE_MAX_BYTES) return 'size'
  const bytes = await download(api, apiRoot, file.fileId)
  if (!bytes) return NAMED_TYPES.test(file.name) ? null : 'type'
  const detected = await fileTypeFromBuffer(bytes)
  if (detected) return BINARY_TYPES.has(detected.mime) ? null : 'type'
  const claimsText = /\.txt$/i.test(file.name) || file.type.startsWith('text/plain')
  return claimsText && isUtf8Text(bytes) ? null : 'type'
}

/** The file's bytes; null where Telegram refuses them. Throws what is worth another attempt. */
async function download(api: Api, apiRoot: string, fileId: string): Promise<Uint8Array | null> {
  const path = await filePath(api, fileId)
  if (path === null) return null
  try {
    const response = await fetch(`${apiRoot}/file/bot${api.token}/${path}`, {
      signal: AbortSignal.timeout(20_000),
    })
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  } catch (error) {
    throw new HttpError('A file could not be fetched from Telegram.', error)
  }
}

async function filePath(api: Api, fileId: string): Promise<string | null> {
  try {
    return (await api.getFile(fileId)).file_path ?? null
  } catch (error) {
    if (faultOfTheWorld(error)) throw error
    return null
  }
}

function isUtf8Text(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
