import { toRoom } from '../policies/notify.ts'
import type { OutboxStore } from '../deliveries/ports.ts'
import type { GroupStore } from '../groups/ports.ts'
import type { TicketReader } from '../tickets/reader.ts'
import type { SuspensionReason } from '../groups/group.ts'

export interface FollowChats {
  /** The bot was removed or blocked, or the chat is gone: its link is suspended and its tickets show it to the staff. */
  lost(chatId: number, reason: SuspensionReason): Promise<void>
  /** The bot is in the chat (again): what waited for it goes out, and a group is greeted. */
  found(chatId: number, kind: 'private' | 'channel' | 'group' | 'supergroup'): Promise<void>
  /** A group became a supergroup; harmless when told twice or in either order. */
  migrated(from: number, to: number): Promise<void>
  renamed(chatId: number, title: string): Promise<void>
}

export interface FollowChatsPorts {
  readonly groups: GroupStore
  readonly tickets: TicketReader
  readonly outbox: OutboxStore
  readonly clock: () => Date
}

/** A new supergroup reports the bot as added, also after an upgrade; the news of the upgrade comes within this. */
const UPGRADE_WINDOW_MS = 2_000

/** What happens to the chats themselves. */
export function createFollowChats({ groups, tickets, outbox, clock }: FollowChatsPorts): FollowChats {
  return {
    async lost(chatId, reason) {
      if (await groups.setState(chatId, 'suspended', reason)) await showOnTickets(chatId)
      else if (isPrivate(chatId)) await tellStaff(chatId)
    },
    async found(chatId, kind) {
      const resumed = await groups.setState(chatId, 'active', null)
      await outbox.unpark(chatId, clock())
      if (resumed) await showOnTickets(chatId)
      if (kind === 'private' || kind === 'channel') return
      const runAt = new Date(clock().getTime() + (kind === 'supergroup' ? UPGRADE_WINDOW_MS : 0))
      await outbox.enqueue([
        { destination: { kind: 'chat', chatId }, ticketNumber: null, payload: { kind: 'greeting' }, runAt },
      ])
    },
    async migrated(from, to) {
      await groups.migrate(from, to)
    },
    async renamed(chatId, title) {
      await groups.rename(chatId, title)
    },
  }

  /** A private chat has no linked group whose state the card could show, so the topic gets a notice. */
  async function tellStaff(chatId: number): Promise<void> {
    for (const number of await groups.openTickets(chatId)) {
      const ticket = await tickets.get(number)
      if (ticket)
        await outbox.enqueue(toRoom(ticket, { kind: 'notice', room: 'staff', notice: { kind: 'blocked' } }))
    }
  }

  async function showOnTickets(chatId: number): Promise<void> {
    for (const number of await groups.openTickets(chatId)) {
      const ticket = await tickets.get(number)
      if (ticket) await outbox.enqueue(toRoom(ticket, { kind: 'card', room: 'staff' }))
    }
  }
}

/** Telegram counts people's chats upwards from 1 and groups downwards from -1. */
function isPrivate(chatId: number): boolean {
  return chatId > 0
}
