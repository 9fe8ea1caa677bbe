import { chatOf, toChat } from '../world/chats.ts'
import { rightsFrom } from '../world/members.ts'
import { addMember } from '../activity/membership.ts'
import { post } from '../activity/post.ts'
import { TELEGRAM } from '../world/users.ts'
import { textMessage } from './content.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'
import type { Place } from './user.ts'

/** A channel. */
export type Channel = ReturnType<typeof createChannel>

/** The handle of a channel. */
export function createChannel(context: Context, key: string) {
  const { world } = context
  const chat = chatOf(world, key)
  return {
    id: chat.id,
    chat,
    title: chat.title,
    /** Adds a bot, as an administrator: channels have no other bots. */
    add: (bot: { id: number }) =>
      addMember(world, chat, bot.id, TELEGRAM, { status: 'administrator', rights: rightsFrom(true) }),
    linkTo(group: Place): void {
      chat.linkedChat = group.chat.key
      group.chat.linkedChat = chat.key
    },
    /** Posts. A linked group gets the post as an automatic forward. */
    post(text: string): Message {
      const content = textMessage(text)
      const posted = post(world, chat, { author: TELEGRAM, senderChat: chat.key, content })
      const origin = toChat(world, chat)
      if (chat.linkedChat !== undefined && origin.type === 'channel') {
        post(world, chatOf(world, chat.linkedChat), {
          author: TELEGRAM,
          senderChat: chat.key,
          content,
          automaticForward: true,
          origin: { type: 'channel', date: posted.date, chat: origin, message_id: posted.id },
        })
      }
      return context.message(posted)
    },
    messages: () => context.messages(chat),
  }
}
