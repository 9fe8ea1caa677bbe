import type { ChatPermissions } from '@grammyjs/types'
import { removeMember } from '../activity/membership.ts'
import { isAdmin, isPresent, toChat } from '../world/chats.ts'
import { toChatMember } from '../world/members.ts'
import { toMessage } from '../world/render.ts'
import type { Chat } from '../world/state.ts'
import { readableChat } from '../calls/access.ts'
import type { Handlers } from '../calls/call.ts'
import { badRequest } from '../rules/errors.ts'

export const chatMethods: Handlers = {
  getChat({ world, bot }, params) {
    const chat = readableChat(world, bot, params.chat_id)
    const pinned = chat.messages.get(chat.pinned.at(-1) ?? 0)
    const linked = chat.linkedChat === undefined ? undefined : world.state.chats.get(chat.linkedChat)
    return {
      ...toChat(world, chat),
      accent_color_id: Math.abs(chat.id) % 7,
      max_reaction_count: 11,
      accepted_gift_types: NO_GIFTS,
      ...(chat.kind !== 'private' && chat.kind !== 'channel' && { permissions: PERMISSIONS }),
      ...(linked && { linked_chat_id: linked.id }),
      ...(pinned && { pinned_message: toMessage(world, bot.id, pinned) }),
    }
  },
  getChatMember({ world, bot }, params) {
    const chat = readableChat(world, bot, params.chat_id)
    if (!world.state.people.has(params.user_id)) throw badRequest('PARTICIPANT_ID_INVALID')
    return toChatMember(world, chat, params.user_id, chat.members.get(params.user_id))
  },
  getChatAdministrators({ world, bot }, params) {
    const chat = requireGroup(
      readableChat(world, bot, params.chat_id),
      'there are no administrators in the private chat',
    )
    return [...chat.members]
      .filter(
        ([id, member]) =>
          isAdmin(member) && (id === bot.id || params.return_bots || !world.state.bots.has(id)),
      )
      .map(([id, member]) => toChatMember(world, chat, id, member))
  },
  getChatMemberCount({ world, bot }, params) {
    const chat = readableChat(world, bot, params.chat_id)
    return chat.pair ? 2 : [...chat.members.values()].filter(isPresent).length
  },
  leaveChat({ world, bot }, params) {
    const chat = requireGroup(
      readableChat(world, bot, params.chat_id),
      "chat member status can't be changed in private chats",
    )
    removeMember(world, chat, bot.id, { by: bot.id, status: 'left' })
    return true
  },
}

function requireGroup(chat: Chat, otherwise: string): Chat {
  if (chat.pair) throw badRequest(otherwise)
  return chat
}

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
}

const PERMISSIONS: ChatPermissions = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_change_info: false,
  can_invite_users: true,
  can_pin_messages: false,
  can_manage_topics: false,
}
