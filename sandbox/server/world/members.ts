import type { ChatMember } from '@grammyjs/types'
import type { Chat, Member, Rights } from './state.ts'
import { toUser } from './users.ts'
import type { World } from './world.ts'

/** The rights of an administrator of a group. */
const ALL_RIGHTS: Rights = {
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: true,
  can_send_welcome_messages: false,
  can_manage_topics: true,
}

/** Rights from what a test gives: `true` for all of them, or an object with those that differ from all. */
export function rightsFrom(wanted: boolean | Partial<Rights>): Rights {
  return { ...ALL_RIGHTS, ...(typeof wanted === 'object' && wanted) }
}

/** Whether the person may do what the right allows. */
export function hasRight(chat: Chat, person: number, right: keyof Rights): boolean {
  const member = chat.members.get(person)
  if (member?.status === 'creator') return true
  return member?.status === 'administrator' && member.rights?.[right] === true
}

/** A membership as the Bot API shows one. A stranger's is shown as `left`. */
export function toChatMember(world: World, chat: Chat, person: number, member?: Member): ChatMember {
  const user = toUser(world, person)
  const title = member?.title === undefined ? {} : { custom_title: member.title }
  switch (member?.status) {
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 }
    case 'member':
      return { status: 'member', user }
    case 'creator':
      return { status: 'creator', user, is_anonymous: member.anonymous ?? false, ...title }
    case 'administrator': {
      const { can_manage_topics, ...rights } = member.rights ?? ALL_RIGHTS
      return {
        status: 'administrator',
        user,
        can_be_edited: false,
        is_anonymous: member.anonymous ?? false,
        ...rights,
        ...(chat.kind === 'supergroup' && can_manage_topics !== undefined && { can_manage_topics }),
        ...title,
      }
    }
    case 'restricted':
      return { status: 'restricted', user, is_member: true, until_date: 0, ...NOTHING_ALLOWED }
    default:
      return { status: 'left', user }
  }
}

const NOTHING_ALLOWED = {
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_change_info: false,
  can_invite_users: false,
  can_pin_messages: false,
  can_manage_topics: false,
  can_edit_tag: false,
  can_react_to_messages: false,
}
