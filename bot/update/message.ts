import type { Message } from 'grammy/types'

/**
 * The forum topic a message is in, or null. `message_thread_id` alone does not tell: supergroups without topics and the
 * General topic set it on replies too, and sending to it fails (tdlib/telegram-bot-api issues 447 and 356).
 */
export function topicOf(message: Pick<Message, 'is_topic_message' | 'message_thread_id'>): number | null {
  return message.is_topic_message && message.message_thread_id !== undefined
    ? message.message_thread_id
    : null
}

/** The message somebody replied to. In a topic, Telegram names the topic's first message where there is no reply. */
export function repliedTo(message: Message): Message | null {
  const target = message.reply_to_message
  if (!target || target.forum_topic_created || target.message_id === topicOf(message)) return null
  return target
}

const CONTENT = [
  'text',
  'photo',
  'document',
  'video',
  'animation',
  'audio',
  'voice',
  'video_note',
  'sticker',
  'location',
  'contact',
  'poll',
  'dice',
  'venue',
  'story',
  'checklist',
  'game',
  'invoice',
  'giveaway',
  'paid_media',
  'live_photo',
  'rich_message',
] as const

/** Whether Telegram made a message itself to tell what happened in the chat (somebody joined, a message was pinned …). */
export function isService(message: Message): boolean {
  return !CONTENT.some((field) => field in message)
}
