import { nextAlbumId } from '../activity/post.ts'
import { publishMessage } from '../updates/publish.ts'
import type { Chat, Message as StoredMessage } from '../world/state.ts'
import type { Compose, SendOptions } from './composing.ts'
import { fileMessage, type FileOptions } from './content.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'

export type AlbumItem = FileOptions & { kind?: 'photo' | 'video' | 'document' | 'audio' }

export interface AlbumOptions extends SendOptions {
  /** Milliseconds by which each item's update is held back. */
  delays?: number[]
  /** The order in which the updates arrive, as indexes of the items. */
  order?: number[]
  /** Only the first item says what the album replies to, as some clients do. */
  replyOnFirstOnly?: boolean
}

/** Sends files as one album. They are stored at once; each has an update of its own. */
export function sendAlbum(
  context: Context,
  chat: Chat,
  compose: Compose,
  items: AlbumItem[],
  options: AlbumOptions = {},
): Message[] {
  const { delays = [], order = items.map((_, index) => index), replyOnFirstOnly = false } = options
  const mediaGroupId = options.mediaGroupId ?? nextAlbumId(context.world)
  const messages = items.map(({ kind = 'photo', ...content }, index) => {
    const replyTo = index > 0 && replyOnFirstOnly ? undefined : options.replyTo
    const quote = options.quote === undefined || replyTo === undefined ? {} : { quote: options.quote }
    const said = { replyTo, mediaGroupId, ...quote }
    return compose(fileMessage(context.world, kind, content), said, { silent: true })
  })
  for (const index of order) {
    const message = messages[index]
    if (message) publishLater(context, chat, message, delays[index] ?? 0)
  }
  return messages.map(context.message)
}

function publishLater({ world, held }: Context, chat: Chat, message: StoredMessage, delayMs: number): void {
  if (delayMs <= 0) {
    publishMessage(world, chat, message)
    return
  }
  held.count += 1
  setTimeout(() => {
    held.count -= 1
    publishMessage(world, chat, message)
    world.changed()
  }, delayMs)
}
