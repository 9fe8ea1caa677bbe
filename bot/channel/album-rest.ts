import type { InputMedia } from 'grammy/types'

/** A call of the Bot API. */
export interface Call {
  readonly method: string
  readonly payload: object
}

const METHODS: Readonly<Record<string, string>> = {
  photo: 'sendPhoto',
  video: 'sendVideo',
  audio: 'sendAudio',
  document: 'sendDocument',
}

/**
 * What still has to be sent of an album whose first items stand in the chat: files that had not come yet when those were
 * sent. Null where nothing is left.
 */
export function restOfAlbum({ method, payload }: Call, found: number): Call | null {
  if (method !== 'sendMediaGroup') return null
  const { media, ...where } = payload as { readonly media: readonly InputMedia[] }
  const [item, ...others] = media.slice(found)
  if (!item) return null
  // An album has two items at least.
  if (others.length > 0) return { method, payload: { ...where, media: [item, ...others] } }
  const { type, media: file, ...said } = item
  return { method: METHODS[type] ?? 'sendDocument', payload: { ...where, ...said, [type]: file } }
}
