import type { BotCommand } from '@grammyjs/types'
import type { Bot, ChatView } from '../../server/telegram-server.ts'

interface Reader {
  readonly id: number
  readonly status: string
  readonly language: string
}

/**
 * The commands that a person's menu shows in a chat: of the narrowest scope that has a list, in their language if
 * there is one.
 */
export function commandsFor({ commands }: Bot, chat: ChatView, reader: Reader): BotCommand[] {
  for (const scope of scopes(chat, reader)) {
    const list = commands[`${scope}|${reader.language}`] ?? commands[`${scope}|`]
    if (list) return list
  }
  return []
}

function scopes({ id, kind }: ChatView, reader: Reader): string[] {
  if (kind === 'private') return [`chat|${id}|`, 'all_private_chats||', 'default||']
  const isAdmin = reader.status === 'creator' || reader.status === 'administrator'
  return [
    `chat_member|${id}|${reader.id}`,
    ...(isAdmin ? [`chat_administrators|${id}|`] : []),
    `chat|${id}|`,
    ...(isAdmin ? ['all_chat_administrators||'] : []),
    'all_group_chats||',
    'default||',
  ]
}
