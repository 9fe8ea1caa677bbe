import type { Message } from 'grammy/types'

const REMEMBERED = 100

/** Does something for a message; of an album, which Telegram sends as so many messages, for the first one alone. */
export type OnceAnAlbum = (message: Message, act: () => Promise<void>) => Promise<void>

/** Remembers the last albums that something was done for. */
export function createOnceAnAlbum(): OnceAnAlbum {
  const done = new Set<string>()
  return async ({ chat, media_group_id: albumId }, act) => {
    const album = `${chat.id}:${albumId}`
    if (done.has(album)) return
    await act()
    if (albumId === undefined) return
    done.add(album)
    const [oldest] = done
    if (done.size > REMEMBERED && oldest !== undefined) done.delete(oldest)
  }
}
