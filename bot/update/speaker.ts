import type { Chat, Message, User } from 'grammy/types'

/** Who wrote a message or pressed a button. */
export interface Speaker {
  /** The user's ID, or that of the chat they write as (anonymous admins, channels). */
  readonly telegramId: number
  readonly name: string
  readonly username: string | null
  /** False for those who write as a chat: who they are is unknown. */
  readonly isPerson: boolean
}

/** The author of a message; null for bots and for automatic forwards from a linked channel. */
export function speakerOf(message: Message): Speaker | null {
  if (message.is_automatic_forward) return null
  if (message.sender_chat) return spokesman(message.sender_chat, message.author_signature)
  return message.from ? personSpeaking(message.from) : null
}

/** The user who pressed a button; null for a bot. */
export function personSpeaking(user: User): Speaker | null {
  if (user.is_bot) return null
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  return { telegramId: user.id, name, username: user.username ?? null, isPerson: true }
}

function spokesman(chat: Chat, signature: string | undefined): Speaker {
  const title = 'title' in chat && chat.title ? chat.title : ''
  return {
    telegramId: chat.id,
    name: signature ? `${title} (${signature})` : title,
    username: 'username' in chat ? (chat.username ?? null) : null,
    isPerson: false,
  }
}
