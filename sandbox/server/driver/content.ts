import type { MessageEntity } from '@grammyjs/types'
import { captionContent } from '../calls/send.ts'
import { formatText } from '../rules/text.ts'
import { imageDimensions } from '../rules/images.ts'
import { fileContent, storeMedia, type MediaKind } from '../world/file-content.ts'
import type { Content } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** A file to send: its bytes, or only its size. */
export interface FileOptions {
  bytes?: Uint8Array
  size?: number
  name?: string
  mime?: string
  caption?: string
  captionEntities?: MessageEntity[]
  width?: number
  height?: number
  duration?: number
  emoji?: string
}

const MIME: Record<MediaKind, string> = {
  photo: 'image/jpeg',
  document: 'application/octet-stream',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
  animation: 'video/mp4',
  video_note: 'video/mp4',
  sticker: 'image/webp',
}

// One grey pixel.
const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)

/** The content of a message with a file, as a client would send it. */
export function fileMessage(world: World, kind: MediaKind, options: FileOptions = {}): Content {
  const { caption, captionEntities, bytes, size, ...rest } = options
  const data = bytes ?? (kind === 'photo' && size === undefined ? PIXEL : undefined)
  const box = kind === 'photo' && data ? imageDimensions(data) : undefined
  const file = storeMedia(world, kind, {
    mime: MIME[kind],
    ...box,
    ...rest,
    size: data?.length ?? size ?? 1024,
    ...(data && { bytes: data }),
  })
  return {
    ...fileContent(world, file),
    ...captionContent({
      ...(caption !== undefined && { caption }),
      ...(captionEntities && { caption_entities: captionEntities }),
    }),
  }
}

/** The content of a text message, with the entities that a client adds by itself. */
export function textMessage(text: string, given: MessageEntity[] = []): Content {
  const { text: kept, entities } = formatText(text, given)
  return { text: kept, ...(entities.length > 0 && { entities }) }
}
