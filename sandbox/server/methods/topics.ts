import { hasRight } from '../world/members.ts'
import { createTopic, deleteTopic, editTopic, setTopicClosed, toForumTopic } from '../activity/topics.ts'
import type { Chat, StoredFile, Topic } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { readableChat, requireRight } from '../calls/access.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'
import { fileContent, storeMedia } from '../world/file-content.ts'
import { withFileIds } from '../world/files.ts'

const ICONS = ['💬', '📝', '📌', '❗️', '❓', '✅', '🔥', '⚡️', '💡', '🆒', '💰', '🤖', '🔎', '📣', '⭐️']

export const topicMethods: Handlers = {
  createForumTopic({ world, bot }, params) {
    const name = checkName(params.name)
    const iconEmoji = checkIcon(params.icon_custom_emoji_id)
    const chat = forum({ world, bot }, params.chat_id)
    requireRight(chat, bot, 'can_manage_topics', 'create a topic')
    const topic = createTopic(world, chat, {
      name,
      creator: bot.id,
      ...(params.icon_color !== undefined && { iconColor: params.icon_color }),
      ...(iconEmoji && { iconEmoji }),
    })
    return toForumTopic(topic)
  },
  editForumTopic(call, params) {
    const name = params.name ? checkName(params.name) : undefined
    const icon = checkIcon(params.icon_custom_emoji_id)
    const { chat, topic } = findTopic(call, params)
    requireCharge(call, chat, topic, 'edit the topic')
    const sameName = name === undefined || name === topic.name
    const sameIcon = icon === undefined || icon === (topic.iconEmoji ?? '')
    if (sameName && sameIcon) throw badRequest('TOPIC_NOT_MODIFIED')
    editTopic(call.world, chat, topic, call.bot.id, {
      ...(!sameName && { name }),
      ...(!sameIcon && { icon }),
    })
    return true
  },
  closeForumTopic: (call, params) => setClosed(call, params, true),
  reopenForumTopic: (call, params) => setClosed(call, params, false),
  deleteForumTopic(call, params) {
    const { chat, topic } = findTopic(call, params)
    requireRight(chat, call.bot, 'can_delete_messages', 'delete the topic')
    deleteTopic(call.world, chat, topic)
    return true
  },
  getForumTopicIconStickers({ world, bot }) {
    return ICONS.map((emoji, index) => {
      const { sticker } = fileContent(world, iconFile(world, emoji, index))
      return withFileIds({ ...sticker, type: 'custom_emoji', custom_emoji_id: iconId(index) }, bot.id)
    })
  },
}

interface TopicParams {
  chat_id: number | string
  message_thread_id: number
}

function setClosed(call: Call, params: TopicParams, closed: boolean): true {
  const { chat, topic } = findTopic(call, params)
  requireCharge(call, chat, topic, 'close or open the topic')
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED')
  setTopicClosed(call.world, chat, topic, call.bot.id, closed)
  return true
}

function forum({ world, bot }: Call, id: number | string): Chat {
  const chat = readableChat(world, bot, id)
  if (!chat.forum) throw badRequest('the chat is not a forum')
  return chat
}

function findTopic(call: Call, params: TopicParams): { chat: Chat; topic: Topic } {
  const chat = forum(call, params.chat_id)
  const topic = chat.topics.get(params.message_thread_id)
  if (!topic || topic.id === 1) throw badRequest('message thread not found')
  if (topic.deleted !== undefined) throw badRequest(topic.deleted || call.world.switches.deletedTopicError)
  return { chat, topic }
}

function requireCharge({ bot }: Call, chat: Chat, topic: Topic, what: string): void {
  if (topic.creator !== bot.id && !hasRight(chat, bot.id, 'can_manage_topics')) {
    throw badRequest(`not enough rights to ${what}`)
  }
}

function checkName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw violation('name must be non-empty')
  if (trimmed.length > 128) throw violation('the topic name must be at most 128 characters long')
  return trimmed
}

function checkIcon(id: string | undefined): string | undefined {
  if (id && !ICONS.some((_, index) => iconId(index) === id)) throw violation('DOCUMENT_INVALID')
  return id
}

function iconId(index: number): string {
  return `54179152031006139${String(index).padStart(2, '0')}`
}

function iconFile(world: World, emoji: string, index: number): StoredFile {
  const name = `topic-icon-${index}`
  for (const file of world.state.files.values()) if (file.name === name) return file
  return storeMedia(world, 'sticker', { name, emoji, size: 4096 })
}
