import { privateChat, toChat } from '../world/chats.ts'
import { enqueue } from '../updates/queue.ts'
import type { Chat } from '../world/state.ts'
import { toChatMember } from '../world/members.ts'
import { personOf, toUser } from '../world/users.ts'
import { unixTime } from '../world/world.ts'
import { createAt, type At } from './at.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'

/** A handle with a chat: a group or a channel. */
export interface Place {
  readonly id: number
  readonly chat: Chat
}

/** A person who uses Telegram. */
export type User = ReturnType<typeof createUser>

/** The handle of a person. */
export function createUser(context: Context, id: number) {
  const { world } = context
  const person = () => personOf(world, id)

  function setBlocked(bot: { id: number }, blocked: boolean): void {
    const chat = privateChat(world, bot.id, id)
    if (!chat.pair || chat.pair.blocked === blocked) return
    chat.pair.blocked = blocked
    const status = (gone: boolean) =>
      toChatMember(world, chat, bot.id, { status: gone ? 'kicked' : 'member' })
    enqueue(world, bot.id, 'my_chat_member', {
      chat: toChat(world, chat),
      from: toUser(world, id),
      date: unixTime(world),
      old_chat_member: status(!blocked),
      new_chat_member: status(blocked),
    })
    world.changed()
  }

  return {
    id,
    get firstName() {
      return person().firstName
    },
    get username() {
      return person().username
    },
    get phone() {
      return person().phone
    },
    /** This person in a group, and in a topic of it. */
    in: (place: Place, thread?: number): At => createAt(context, place.chat, { person: id }, thread),
    /** This person's private chat with a bot. */
    chat: (bot: { id: number }): At => createAt(context, privateChat(world, bot.id, id), { person: id }),
    /** This person, writing in the name of a channel. */
    as: (channel: Place) => ({
      in: (place: Place, thread?: number): At =>
        createAt(context, place.chat, { person: id, channel: channel.chat.key }, thread),
    }),
    /** Presses Start, or follows a deep link with a payload. This unblocks a blocked bot. */
    start(bot: { id: number }, payload?: string): Message {
      setBlocked(bot, false)
      const at = createAt(context, privateChat(world, bot.id, id), { person: id })
      return at.send(payload === undefined ? '/start' : `/start ${payload}`)
    },
    block: (bot: { id: number }) => setBlocked(bot, true),
    unblock: (bot: { id: number }) => setBlocked(bot, false),
    /** Deletes the account. */
    deactivate() {
      person().deactivated = true
      world.changed()
    },
    /** Changes the name, the phone or the language. */
    change(profile: {
      firstName?: string
      lastName?: string
      username?: string
      phone?: string
      languageCode?: string
    }) {
      Object.assign(person(), profile)
      world.changed()
    },
    /** The message whose reply box this person sees in a group, or in the chat with a bot. */
    forceReplyIn(where: Place | { id: number; token: string }): Message | undefined {
      const chat = 'chat' in where ? where.chat : privateChat(world, where.id, id)
      const message = chat.messages.get(chat.replyBoxes.get(id) ?? 0)
      return message && context.message(message)
    },
  }
}
