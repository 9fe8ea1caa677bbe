import type { Chat, Content, Markup, Message } from './state.ts'
import { unixTime, type World } from './world.ts'

/** Gives a message new content or markup and adds the old ones to its history. */
export function reviseMessage(
  world: World,
  message: Message,
  next: { content?: Content; markup?: Markup | undefined },
): void {
  message.history.push({
    content: message.content,
    ...(message.markup && { markup: message.markup }),
    at: unixTime(world),
  })
  if (next.content) {
    message.content = next.content
    message.editedAt = unixTime(world)
  }
  if ('markup' in next) {
    if (next.markup) message.markup = next.markup
    else delete message.markup
  }
  world.changed()
}

/** Deletes a message for everyone. It stays stored, so that a test can still look at it. */
export function removeMessage(world: World, chat: Chat, message: Message): void {
  message.deletedAt = unixTime(world)
  chat.pinned = chat.pinned.filter((id) => id !== message.id)
  for (const [person, id] of chat.replyBoxes) if (id === message.id) chat.replyBoxes.delete(person)
  world.changed()
}
