import type { MemberActor } from '../../core/foundation/actor.ts'
import type { Group } from '../../core/groups/group.ts'
import type { BotContext, BotDeps } from './context.ts'
import type { Speaker } from './speaker.ts'

/** The organization whose tickets a chat is for. */
export interface Space {
  readonly organizationId: string
  readonly organizationName: string
  /** Null in a private chat. */
  readonly group: Group | null
}

/** The organization of an update's chat: the one a group is linked to, or whose number a person has verified; or null. */
export async function spaceOf(ctx: BotContext, { desk, read }: BotDeps): Promise<Space | null> {
  if (!ctx.chat) return null
  if (ctx.chat.type === 'private') {
    const organization = await desk.people.organizationOf(ctx.chat.id)
    return (
      organization && { organizationId: organization.id, organizationName: organization.name, group: null }
    )
  }
  const group = await read.groups.find(ctx.chat.id)
  if (!group) return null
  const organization = await read.people.organization(group.organizationId)
  return {
    organizationId: group.organizationId,
    organizationName: organization?.name ?? group.organizationId,
    group,
  }
}

/** A speaker as a customer of a chat's organization. */
export function memberOf(space: Space, speaker: Speaker): MemberActor {
  return {
    kind: 'member',
    organizationId: space.organizationId,
    telegramId: speaker.telegramId,
    name: speaker.name,
  }
}
