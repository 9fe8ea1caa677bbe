import type { PhotoSize } from '@grammyjs/types'
import { type GivenFile, storeFile } from './files.ts'
import type { Content, FileKind, StoredFile } from './state.ts'
import type { World } from './world.ts'

export type MediaKind = Exclude<FileKind, 'thumbnail'>

export type NewFile = Pick<GivenFile, 'size'> & Partial<Omit<GivenFile, 'kind' | 'smaller'>>

const EXTENSIONS: Record<MediaKind, string> = {
  photo: 'jpg',
  document: '',
  video: 'mp4',
  audio: 'mp3',
  voice: 'oga',
  animation: 'mp4',
  video_note: 'mp4',
  sticker: 'webp',
}

/** Stores a file as Telegram does for its kind. A photo gets smaller sizes too. */
export function storeMedia(world: World, kind: MediaKind, file: NewFile): StoredFile {
  const named = file.name?.includes('.') ? (file.name.split('.').pop() ?? '') : ''
  const extension = (kind === 'document' && named) || EXTENSIONS[kind]
  const { width = 800, height = 600 } = file
  const sized = kind === 'document' || kind === 'audio' || kind === 'voice' ? {} : { width, height }
  const stored = storeFile(world, { ...file, ...sized, kind, extension })
  if (kind === 'photo') {
    stored.smaller = [90, 320]
      .filter((side) => side < Math.max(width, height))
      .map((side) => {
        const scale = side / Math.max(width, height)
        const size = Math.max(Math.round(file.size * scale * scale), 64)
        const box = {
          width: Math.max(Math.round(width * scale), 1),
          height: Math.max(Math.round(height * scale), 1),
        }
        return storeFile(world, { kind, size, ...box, mime: 'image/jpeg', extension: 'jpg' }).unique
      })
  }
  return stored
}

/** The field of a message that shows the file. */
export function fileContent(world: World, file: StoredFile): Content {
  const base = { file_id: '', file_unique_id: file.unique, file_size: file.size }
  const names = {
    ...(file.name !== undefined && { file_name: file.name }),
    ...(file.mime !== undefined && { mime_type: file.mime }),
  }
  const box = { width: file.width ?? 800, height: file.height ?? 600 }
  const duration = file.duration ?? 1
  switch (file.kind) {
    case 'photo':
      return {
        photo: [...(file.smaller ?? []).map((unique) => photoSize(world, unique)), { ...base, ...box }],
      }
    case 'video':
      return { video: { ...base, ...box, duration, ...names } }
    case 'animation':
      return { animation: { ...base, ...box, duration, ...names }, document: { ...base, ...names } }
    case 'audio':
      return {
        audio: {
          ...base,
          duration,
          ...names,
          ...(file.title !== undefined && { title: file.title }),
          ...(file.performer !== undefined && { performer: file.performer }),
        },
      }
    case 'voice':
      return { voice: { ...base, duration, mime_type: file.mime ?? 'audio/ogg' } }
    case 'video_note':
      return { video_note: { ...base, length: file.width ?? 240, duration } }
    case 'sticker':
      return {
        sticker: {
          ...base,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: file.mime === 'application/x-tgsticker',
          is_video: file.mime === 'video/webm',
          ...(file.emoji !== undefined && { emoji: file.emoji }),
        },
      }
    default:
      return { document: { ...base, ...names } }
  }
}

function photoSize(world: World, unique: string): PhotoSize {
  const file = world.state.files.get(unique)
  return {
    file_id: '',
    file_unique_id: unique,
    file_size: file?.size ?? 0,
    width: file?.width ?? 90,
    height: file?.height ?? 90,
  }
}
