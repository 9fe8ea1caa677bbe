import type { Message } from '@grammyjs/types'
import { buildWorld, type WorldOptions } from './_world.ts'

/** A group of Ali's whose bot sees everything, and short ways to speak in it. */
export async function prepare(options: WorldOptions = {}) {
  const world = await buildWorld({ privacy: false, ...options })
  await world.updates()
  const chat_id = world.group.id
  const at = world.ali.in(world.group)
  const say = (params: object = {}) => world.call<Message>('sendMessage', { chat_id, text: 'متن', ...params })
  const refused = async (method: string, params: object) =>
    (await world.refuse(method, { chat_id, ...params })).description
  return { ...world, chat_id, at, say, refused }
}
