import type { MemberActor } from '../../core/foundation/actor.ts'
import type { Group } from '../../core/groups/group.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import type { Speaker } from '../update/speaker.ts'

/** The organization that a chat stands for. */
export interface Space {
  readonly organizationId: string
  readonly organizationName: string
  /** Null in a private chat. */
  readonly group: Group | null
}

/**
 * The organization of the chat an update comes from: a group's by its link; in a private chat the one that the person
 * means, or `wanted`, if they belong to it. Null where there is none, or they have yet to say which.
 */
export async function spaceOf(
  ctx: BotContext,
  { desk, read }: BotDeps,
  wanted?: string,
): Promise<Space | null> {
  if (!ctx.chat) return null
  if (ctx.chat.type === 'private') {
    const { organizations, meant } = await desk.people.belonging(ctx.chat.id)
    const organization = wanted === undefined ? meant : organizations.find(({ id }) => id === wanted)
    if (!organization) return null
    return { organizationId: organization.id, organizationName: organization.name, group: null }
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

/** The space that a ticket of this chat belongs to: a private chat may hold those of several organizations. */
export async function spaceOfTicket(
  ctx: BotContext,
  deps: BotDeps,
  ticketNumber: number,
): Promise<Space | null> {
  const ticket = ctx.chat?.type === 'private' ? await deps.read.tickets.get(ticketNumber) : null
  return await spaceOf(ctx, deps, ticket?.organizationId)
}

/** The customer a speaker is in a space. */
export function memberOf(space: Space, speaker: Speaker): MemberActor {
  return {
    kind: 'member',
    organizationId: space.organizationId,
    telegramId: speaker.telegramId,
    name: speaker.name,
  }
}
