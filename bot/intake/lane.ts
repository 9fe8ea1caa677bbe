import type { Update } from 'grammy/types'

/**
 * The lane of an update: a person in a chat. Updates of one lane are handled in order, because they may be steps of one
 * form. Those without a person (a migration, the bot's own membership) share a lane of their chat.
 */
export function laneOf(update: Update): string {
  const message = update.message ?? update.edited_message
  if (message) return `${message.chat.id}:${(message.sender_chat ?? message.from)?.id ?? ''}`
  const press = update.callback_query
  if (press) return `${press.message?.chat.id ?? ''}:${press.from.id}`
  return `${update.my_chat_member?.chat.id ?? ''}:`
}
