import type { ReactionType } from '@grammyjs/types'
import { removeMessage } from '../world/change.ts'
import { findMessage } from '../world/chats.ts'
import { hasRight } from '../world/members.ts'
import { postService } from '../activity/post.ts'
import { toMessage } from '../world/render.ts'
import type { Chat, Message } from '../world/state.ts'
import { unixTime } from '../world/world.ts'
import { readableChat, requireMessage, requireRight } from '../calls/access.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { badRequest, violation } from '../rules/errors.ts'

const TWO_DAYS = 48 * 60 * 60

export const messageMethods: Handlers = {
  deleteMessage(call, params) {
    const chat = readableChat(call.world, call.bot, params.chat_id)
    remove(call, chat, requireMessage(chat, params.message_id, 'delete'))
    return true
  },
  deleteMessages(call, params) {
    const count = params.message_ids.length
    if (count < 1 || count > 100) throw violation('there must be 1-100 messages to delete')
    const chat = readableChat(call.world, call.bot, params.chat_id)
    const found = params.message_ids.flatMap((id) => findMessage(chat, id) ?? [])
    for (const message of found) checkDeletable(call, chat, message)
    for (const message of found) removeMessage(call.world, chat, message)
    return true
  },
  setMessageReaction({ world, bot }, params) {
    const chat = readableChat(world, bot, params.chat_id)
    const message = requireMessage(chat, params.message_id, 'react')
    const reaction: ReactionType[] = params.reaction ?? []
    if (reaction.length > 1) throw violation('REACTIONS_TOO_MANY')
    if (reaction.some(({ type }) => type === 'paid')) throw violation('REACTION_INVALID')
    if (reaction.length > 0) message.reactions.set(bot.id, reaction)
    else message.reactions.delete(bot.id)
    world.changed()
    return true
  },
  pinChatMessage(call, params) {
    const chat = pinnable(call, params.chat_id)
    const message = requireMessage(chat, params.message_id, 'pin')
    if (!chat.pinned.includes(message.id)) {
      chat.pinned.push(message.id)
      const pinned = toMessage(call.world, call.bot.id, message)
      const topic = message.inTopic ? message.threadId : undefined
      postService(call.world, chat, call.bot.id, { pinned_message: pinned }, { topic })
    }
    return true
  },
  unpinChatMessage(call, params) {
    const chat = pinnable(call, params.chat_id)
    const id = params.message_id ?? chat.pinned.at(-1)
    if (id === undefined || !chat.pinned.includes(id)) throw badRequest('message to unpin not found')
    chat.pinned = chat.pinned.filter((pinned) => pinned !== id)
    call.world.changed()
    return true
  },
}

function remove(call: Call, chat: Chat, message: Message): void {
  checkDeletable(call, chat, message)
  removeMessage(call.world, chat, message)
}

function checkDeletable({ world, bot }: Call, chat: Chat, message: Message): void {
  if (isFoundation(message)) throw badRequest("message can't be deleted")
  const own = message.author === bot.id && !message.service
  const allowed = own || chat.kind === 'private' || hasRight(chat, bot.id, 'can_delete_messages')
  if (!allowed) throw badRequest("message can't be deleted")
  if (unixTime(world) - message.date >= TWO_DAYS) throw badRequest("message can't be deleted for everyone")
}

/** Whether it is the service message that begins a supergroup or a topic, which cannot be deleted. */
function isFoundation({ content }: Message): boolean {
  return (
    'supergroup_chat_created' in content ||
    'forum_topic_created' in content ||
    'migrate_from_chat_id' in content
  )
}

function pinnable({ world, bot }: Call, id: number | string): Chat {
  const chat = readableChat(world, bot, id)
  if (!chat.pair) requireRight(chat, bot, 'can_pin_messages', 'manage pinned messages in the chat')
  return chat
}
