import type { FileKind, StoredFile } from './state.ts'
import type { World } from './world.ts'

const FOLDERS: Record<FileKind, string> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice',
  animation: 'animations',
  video_note: 'video_notes',
  sticker: 'stickers',
  thumbnail: 'thumbnails',
}

/** A file to keep: its bytes, or only its size. */
export type GivenFile = Omit<StoredFile, 'unique' | 'path' | 'key'> & { bytes?: Uint8Array }

/** Keeps a file under a new unique id, and its bytes in the byte store. */
export function storeFile(world: World, file: GivenFile & { extension: string }): StoredFile {
  const { extension, bytes, ...rest } = file
  const number = ++world.state.counters.file
  const stored: StoredFile = {
    ...rest,
    ...(bytes && { key: world.bytes.add(bytes) }),
    unique: `AQAD${Buffer.from(`u${number}`).toString('base64url')}`,
    path: `${FOLDERS[file.kind]}/file_${number}${extension && `.${extension}`}`,
  }
  world.state.files.set(stored.unique, stored)
  return stored
}

/** The `file_id` of a file for one bot; other bots cannot use it. */
function fileIdFor(bot: number, unique: string): string {
  return `BQACAgQAAx${Buffer.from(`${bot}/${unique}`).toString('base64url')}`
}

/** The file of a `file_id`; undefined when the id is another bot's or no id. */
export function findFile(world: World, bot: number, fileId: string): StoredFile | undefined {
  if (!fileId.startsWith('BQACAgQAAx')) return undefined
  const [owner, unique] = Buffer.from(fileId.slice(10), 'base64url').toString().split('/')
  return owner === String(bot) ? world.state.files.get(unique ?? '') : undefined
}

/** Fills in a bot's own `file_id`s at every depth. */
export function withFileIds<T>(value: T, bot: number): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => withFileIds(item, bot)) as T
  const result: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) result[key] = withFileIds(inner, bot)
  if ('file_unique_id' in value) result['file_id'] = fileIdFor(bot, String(value.file_unique_id))
  return result as T
}

/**
 * The bytes of a file. When only a size was given, filler of that size that begins like a file of its kind. Undefined
 * when the byte store has lost them.
 */
export async function readBytes(world: World, file: StoredFile): Promise<Uint8Array | undefined> {
  if (file.key !== undefined) return await world.bytes.read(file.key)
  const filler = Buffer.alloc(file.size, 0x20)
  filler.set((MAGIC[file.mime ?? ''] ?? Buffer.alloc(0)).subarray(0, file.size))
  return filler
}

const MAGIC: Record<string, Buffer> = {
  'application/pdf': Buffer.from('%PDF-1.7\n'),
  'image/png': Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  'video/mp4': Buffer.from('0000001866747970697336d0000002006973366d', 'hex'),
  'audio/ogg': Buffer.from('4f67675300020000', 'hex'),
  'audio/mpeg': Buffer.from('49443303000000000000', 'hex'),
}
