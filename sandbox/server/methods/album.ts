import { nextAlbumId } from '../activity/post.ts'
import { toMessage } from '../world/render.ts'
import type { Content } from '../world/state.ts'
import type { Call, Handlers, Params } from '../calls/call.ts'
import { violation } from '../rules/errors.ts'
import { mediaContent } from '../calls/media.ts'
import { captionContent, deliver } from '../calls/send.ts'

type AlbumItem = Params<'sendMediaGroup'>['media'][number]

export const albumMethods: Handlers = {
  sendMediaGroup(call, params) {
    const items: readonly AlbumItem[] = params.media
    checkAlbum(items)
    const contents = items.map((item) => albumContent(call, item))
    const albumId = nextAlbumId(call.world)
    const sent = contents.map((content) => deliver(call, params, content, { albumId }))
    return sent.map((message) => toMessage(call.world, call.bot.id, message))
  },
}

function checkAlbum(items: readonly AlbumItem[]): void {
  if (items.length < 2) throw violation('too few messages to send as an album')
  if (items.length > 10) throw violation('too many messages to send as an album')
}

function albumContent(call: Call, item: AlbumItem): Content {
  if (item.type === 'live_photo') throw violation('live photos are not simulated')
  return { ...mediaContent(call, item.type, item.media), ...captionContent(item) }
}
