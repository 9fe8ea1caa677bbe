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

/**
 * The organization of an update's chat: the one a group is linked to; in private the one that the person means, or
 * `wanted` if they belong to it. Null if there is none, or they have not said yet which they mean.
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

/** The space that a ticket of this chat belongs to: a private chat may hold tickets of several organizations. */
export async function spaceOfTicket(
  ctx: BotContext,
  deps: BotDeps,
  ticketNumber: number,
): Promise<Space | null> {
  const ticket = ctx.chat?.type === 'private' ? await deps.read.tickets.get(ticketNumber) : null
  return await spaceOf(ctx, deps, ticket?.organizationId)
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
