import { imageDimensions } from '../rules/images.ts'
import { Upload } from '../schema/check.ts'
import { fileContent, storeMedia, type MediaKind, type NewFile } from '../world/file-content.ts'
import { findFile } from '../world/files.ts'
import type { Content, StoredFile } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Call } from './call.ts'
import { ApiError, badRequest, violation } from '../rules/errors.ts'

const MEGABYTE = 1024 * 1024
const MAX_PHOTO = 10 * MEGABYTE
const MAX_UPLOAD = 50 * MEGABYTE
const MAX_LOCAL_UPLOAD = 2_000 * MEGABYTE
export const MAX_DOWNLOAD = 20 * MEGABYTE

/** How many bytes one upload may have; a server of one's own takes more. */
export function maxUpload({ switches }: World): number {
  return switches.local === null ? MAX_UPLOAD : MAX_LOCAL_UPLOAD
}

type Details = Pick<NewFile, 'width' | 'height' | 'duration' | 'title' | 'performer' | 'emoji'>

/** The content of a media message: an upload is stored, a file_id looked up. */
export function mediaContent(
  call: Call,
  kind: MediaKind,
  input: Upload | string,
  details: Details = {},
): Content {
  const file = input instanceof Upload ? storeUpload(call, kind, input, details) : findSent(call, kind, input)
  return fileContent(call.world, file)
}

function storeUpload({ world }: Call, kind: MediaKind, upload: Upload, details: Details): StoredFile {
  const size = upload.bytes.length
  if (size === 0) throw violation('file must be non-empty')
  if (size > maxUpload(world)) throw new ApiError(413, 'Request Entity Too Large', { violation: true })
  const file = { ...clean(details), size, bytes: upload.bytes, mime: upload.mime, name: upload.name }
  if (kind !== 'photo') return storeMedia(world, kind, file)
  if (size > MAX_PHOTO) {
    throw violation(
      `file of size ${size} bytes is too big for a photo; the maximum size is ${MAX_PHOTO} bytes`,
    )
  }
  const box = imageDimensions(upload.bytes)
  if (!box) throw violation('IMAGE_PROCESS_FAILED')
  const ratio = Math.max(box.width, box.height) / Math.max(Math.min(box.width, box.height), 1)
  if (box.width + box.height > 10_000 || ratio > 20) throw violation('PHOTO_INVALID_DIMENSIONS')
  return storeMedia(world, kind, { ...file, ...box })
}

function findSent({ world, bot }: Call, kind: MediaKind, id: string): StoredFile {
  if (/^https?:\/\//.test(id)) throw violation('failed to get HTTP URL content')
  const file = findFile(world, bot.id, id)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  if (file.kind !== kind) throw violation(`can't use file of type ${spell(file.kind)} as ${spell(kind)}`)
  return file
}

function spell(kind: string): string {
  return kind.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}

function clean(details: Details): Details {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
