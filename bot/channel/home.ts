import type { Outcome } from '../../core/deliveries/delivery.ts'
import type { GroupReader } from '../../core/groups/reader.ts'
import type { PeopleReader } from '../../core/people/reader.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { HomeState } from '../render/staff-card.ts'

/** Whether a ticket's home is still its customer's: a group its organization has linked, or a member's own chat. */
export async function homeStateOf(
  { groups, people }: { readonly groups: GroupReader; readonly people: PeopleReader },
  { home, organizationId, creator }: Ticket,
): Promise<HomeState> {
  if (!home) return 'none'
  if (home.chatId > 0) {
    if (home.chatId !== creator.telegramId) return 'unlinked'
    const organizations = await people.organizationsOf(home.chatId)
    return organizations.some(({ id }) => id === organizationId) ? 'reachable' : 'membership_ended'
  }
  const group = await groups.find(home.chatId)
  if (!group || group.organizationId !== organizationId) return 'unlinked'
  return group.state === 'active' ? 'reachable' : (group.reason ?? 'bot_removed')
}

/** The outcome of a delivery that can't go to a home in this state; null where it can. */
export function barrierOf(state: HomeState): Outcome | null {
  switch (state) {
    case 'reachable':
      return null
    case 'none':
    case 'unlinked':
      return { kind: 'failed', reason: 'group_not_linked' }
    case 'membership_ended':
      return { kind: 'failed', reason: 'membership_ended' }
    case 'bot_removed':
      return { kind: 'parked', reason: 'bot_removed' }
    case 'group_deleted':
      return { kind: 'parked', reason: 'chat_gone' }
  }
}
