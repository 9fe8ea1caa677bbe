import type { ChatMember, ReactionType } from '@grammyjs/types'
import { botsIn, isAdmin, toChat } from '../world/chats.ts'
import { toMessage } from '../world/render.ts'
import type { Chat, Message } from '../world/state.ts'
import { toUser } from '../world/users.ts'
import { unixTime, type World } from '../world/world.ts'
import { passesPrivacy } from './privacy.ts'
import { enqueue } from './queue.ts'

/** Queues a new message for the bots of its chat that may see it. */
export function publishMessage(world: World, chat: Chat, message: Message, also: number[] = []): void {
  for (const bot of audience(world, chat, message, also)) {
    enqueue(
      world,
      bot,
      chat.kind === 'channel' ? 'channel_post' : 'message',
      toMessage(world, bot, message) as never,
    )
  }
}

/** Queues an edit for the bots of its chat that may see the message. */
export function publishEdit(world: World, chat: Chat, message: Message): void {
  const type = chat.kind === 'channel' ? 'edited_channel_post' : 'edited_message'
  for (const bot of audience(world, chat, message, []))
    enqueue(world, bot, type, toMessage(world, bot, message) as never)
}

/** Queues a change of membership for the bot whose it is and for the bots that are administrators. */
export function publishMember(
  world: World,
  chat: Chat,
  change: { by: number; before: ChatMember; after: ChatMember },
): void {
  const person = change.after.user.id
  const event = {
    chat: toChat(world, chat),
    from: toUser(world, change.by),
    date: unixTime(world),
    old_chat_member: change.before,
    new_chat_member: change.after,
  }
  if (world.state.bots.has(person)) enqueue(world, person, 'my_chat_member', event)
  for (const bot of botsIn(world, chat)) {
    if (bot !== person && isAdmin(chat.members.get(bot))) enqueue(world, bot, 'chat_member', event)
  }
}

/** Queues a reaction for the bots that get one: administrators, and the bot of a private chat. */
export function publishReaction(world: World, chat: Chat, message: Message, change: ReactionChange): void {
  for (const bot of botsIn(world, chat)) {
    if (bot === change.person || !(chat.kind === 'private' || isAdmin(chat.members.get(bot)))) continue
    const anonymous = chat.members.get(change.person)?.anonymous
    enqueue(world, bot, 'message_reaction', {
      chat: toChat(world, chat),
      message_id: message.id,
      ...(anonymous ? { actor_chat: toChat(world, chat) } : { user: toUser(world, change.person) }),
      date: unixTime(world),
      old_reaction: change.before,
      new_reaction: change.after,
    })
  }
}

export interface ReactionChange {
  person: number
  before: ReactionType[]
  after: ReactionType[]
}

function audience(world: World, chat: Chat, message: Message, also: number[]): number[] {
  const byBot = world.state.bots.has(message.author)
  return [...new Set([...botsIn(world, chat), ...also])].filter(
    (bot) => message.service || (!byBot && passesPrivacy(world, chat, message, bot)),
  )
}
