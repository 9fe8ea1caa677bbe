import type { ForumTopic } from '@grammyjs/types'
import { publishMessage } from '../updates/publish.ts'
import { removeMessage } from '../world/change.ts'
import { post, postService } from './post.ts'
import type { Chat, Message, Topic } from '../world/state.ts'
import { TELEGRAM } from '../world/users.ts'
import type { World } from '../world/world.ts'

const BLUE = 7322096

/** Makes a supergroup a forum; General is always there. */
export function openTopics(world: World, chat: Chat): void {
  chat.forum = true
  if (!chat.topics.has(1)) {
    chat.topics.set(1, { id: 1, name: 'General', iconColor: 0, creator: TELEGRAM, closed: false })
  }
  world.changed()
}

/** Makes a topic. Its id is the id of its first message, the service message that announces it. */
export function createTopic(
  world: World,
  chat: Chat,
  topic: Pick<Topic, 'name' | 'creator'> & { iconColor?: number; iconEmoji?: string },
): Topic {
  const iconColor = topic.iconColor ?? BLUE
  const icon = topic.iconEmoji === undefined ? {} : { icon_custom_emoji_id: topic.iconEmoji }
  const message = post(world, chat, {
    author: topic.creator,
    service: true,
    silent: true,
    content: { forum_topic_created: { name: topic.name, icon_color: iconColor, ...icon } },
  })
  message.threadId = message.id
  message.inTopic = true
  const made: Topic = { closed: false, ...topic, iconColor, id: message.id }
  chat.topics.set(made.id, made)
  publishMessage(world, chat, message)
  return made
}

/** Closes or reopens a topic and posts the service message about it. */
export function setTopicClosed(world: World, chat: Chat, topic: Topic, by: number, closed: boolean): Message {
  topic.closed = closed
  const content = closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} }
  return postService(world, chat, by, content, { topic: topic.id })
}

/** Renames a topic or changes its icon and posts the service message about it. */
export function editTopic(
  world: World,
  chat: Chat,
  topic: Topic,
  by: number,
  change: { name?: string; icon?: string },
): void {
  if (change.name !== undefined) topic.name = change.name
  if (change.icon !== undefined) topic.iconEmoji = change.icon
  const content = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.icon !== undefined && { icon_custom_emoji_id: change.icon }),
  }
  postService(world, chat, by, { forum_topic_edited: content }, { topic: topic.id })
}

/** Deletes a topic with all its messages. As in Telegram, bots get no update about it. */
export function deleteTopic(world: World, chat: Chat, topic: Topic, error = ''): void {
  topic.deleted = error
  for (const message of chat.messages.values()) {
    if (message.threadId === topic.id && message.deletedAt === undefined) removeMessage(world, chat, message)
  }
  world.changed()
}

/** A topic as the Bot API shows one. */
export function toForumTopic(topic: Topic): ForumTopic {
  return {
    message_thread_id: topic.id,
    name: topic.name,
    icon_color: topic.iconColor,
    ...(topic.iconEmoji !== undefined && { icon_custom_emoji_id: topic.iconEmoji }),
  }
}
