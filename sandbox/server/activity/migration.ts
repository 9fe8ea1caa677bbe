import { createChat, isPresent } from '../world/chats.ts'
import { publishMember } from '../updates/publish.ts'
import { toChatMember } from '../world/members.ts'
import { postService } from './post.ts'
import type { Chat } from '../world/state.ts'
import type { World } from '../world/world.ts'

/** Which of the two groups' service messages bots get first. Telegram guarantees neither order. */
export type MigrationOrder = 'old-first' | 'new-first'

/**
 * Upgrades a basic group to a supergroup. All members move, no messages do, and bots get no update that anybody
 * left.
 */
export function migrateGroup(world: World, old: Chat, by: number, order: MigrationOrder = 'old-first'): Chat {
  if (old.kind !== 'group') throw new Error(`«${old.title}» is no basic group`)
  const next = createChat(world, 'supergroup', old.title)
  next.migratedFrom = old.key
  const leaveOld = () => {
    postService(world, old, by, { migrate_to_chat_id: next.id })
    old.migratedTo = next.key
  }
  const enterNew = () => {
    for (const [person, member] of old.members) {
      if (!isPresent(member)) continue
      next.members.set(person, { ...member })
      if (!world.state.bots.has(person)) continue
      const before = toChatMember(world, next, person)
      publishMember(world, next, { by, before, after: toChatMember(world, next, person, member) })
    }
    postService(world, next, by, { migrate_from_chat_id: old.id })
  }
  for (const step of order === 'old-first' ? [leaveOld, enterNew] : [enterNew, leaveOld]) step()
  world.changed()
  return next
}
