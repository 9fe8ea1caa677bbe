import { publishMember } from '../updates/publish.ts'
import { isPresent } from '../world/chats.ts'
import { toChatMember } from '../world/members.ts'
import { postService } from './post.ts'
import type { Chat, Member } from '../world/state.ts'
import { toUser } from '../world/users.ts'
import type { World } from '../world/world.ts'

/** Sets a membership and sends the update about it to the bots that get one. */
export function setMember(world: World, chat: Chat, person: number, by: number, next: Member): void {
  const before = toChatMember(world, chat, person, chat.members.get(person))
  chat.members.set(person, next)
  const after = toChatMember(world, chat, person, next)
  world.changed()
  publishMember(world, chat, { by, before, after })
}

/** Lets somebody into a group. The privacy mode that a bot has now counts until it is added again. */
export function addMember(
  world: World,
  chat: Chat,
  person: number,
  by: number,
  how: Partial<Member> = {},
): void {
  const account = world.state.bots.get(person)
  setMember(world, chat, person, by, {
    status: 'member',
    ...(account && !account.privacy && { readsAll: true }),
    ...how,
  })
  if (chat.kind !== 'channel') {
    postService(world, chat, by, { new_chat_members: [toUser(world, person)] })
  }
}

/** Takes somebody out of a group. A bot gets an update about its own removal. */
export function removeMember(
  world: World,
  chat: Chat,
  person: number,
  change: { by: number; status: 'left' | 'kicked' },
): void {
  if (!isPresent(chat.members.get(person))) throw new Error(`${person} is not in the chat ${chat.title}`)
  const also = world.state.bots.has(person) ? [person] : []
  setMember(world, chat, person, change.by, { status: change.status })
  chat.replyBoxes.delete(person)
  if (chat.kind !== 'channel') {
    postService(world, chat, change.by, { left_chat_member: toUser(world, person) }, { also })
  }
}
