import type { Outcome } from '../../core/deliveries/delivery.ts'
import type { GroupReader } from '../../core/groups/reader.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { HomeState } from '../render/staff-card.ts'

/** Whether a ticket's home is still its customer's: a group its organization has linked, or the creator's own chat. */
export async function homeStateOf(
  groups: GroupReader,
  { home, organizationId, creator }: Ticket,
): Promise<HomeState> {
  if (!home) return 'none'
  if (home.chatId > 0) return home.chatId === creator.telegramId ? 'reachable' : 'unlinked'
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
    case 'bot_removed':
      return { kind: 'parked', reason: 'bot_removed' }
    case 'group_deleted':
      return { kind: 'parked', reason: 'chat_gone' }
  }
}
