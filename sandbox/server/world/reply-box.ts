import { findMessage } from './chats.ts'
import type { Chat, Message } from './state.ts'
import { findByUsername } from './users.ts'
import type { World } from './world.ts'

/** Opens a reply box for everyone whom a `force_reply` is for, and closes the author's own. */
export function openReplyBoxes(world: World, chat: Chat, message: Message): void {
  chat.replyBoxes.delete(message.author)
  if (!forcesReply(message)) return
  for (const person of targets(world, chat, message)) chat.replyBoxes.set(person, message.id)
}

function forcesReply({ markup }: Message): boolean {
  return markup !== undefined && 'force_reply' in markup && markup.force_reply
}

/** With `selective`, the people whom the text mentions and the author of the replied message; otherwise everyone. */
function targets(world: World, chat: Chat, message: Message): number[] {
  const everyone = chat.pair
    ? [chat.pair.person]
    : [...chat.members.keys()].filter((id) => !world.state.bots.has(id))
  if (!message.markup || !('selective' in message.markup) || !message.markup.selective) return everyone
  const replied = message.replyTo === undefined ? undefined : findMessage(chat, message.replyTo)
  const chosen = new Set(mentioned(world, message))
  if (replied && replied.senderChat === undefined) chosen.add(replied.author)
  return everyone.filter((id) => chosen.has(id))
}

function mentioned(world: World, message: Message): number[] {
  const { text = '', entities = [] } = message.content
  return entities.flatMap((entity) => {
    if (entity.type === 'text_mention') return [entity.user.id]
    if (entity.type !== 'mention') return []
    const person = findByUsername(world, text.slice(entity.offset + 1, entity.offset + entity.length))
    return person ? [person.id] : []
  })
}
