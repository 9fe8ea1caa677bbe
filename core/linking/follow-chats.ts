import type { Delivery, NewDelivery } from '../deliveries/delivery.ts'
import type { OutboxStore } from '../deliveries/ports.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import type { FoundChat, GroupStore } from '../groups/ports.ts'
import { staffCard, toStaff } from '../policies/notify.ts'
import type { SuspensionReason } from '../groups/group.ts'

export interface FollowChats {
  /**
   * The bot was removed or blocked, or the chat is gone: its link is suspended and its tickets show it to the staff. Where a
   * delivery's attempt has told it and the bot has been heard of there since, it is no news.
   */
  lost(chatId: number, reason: SuspensionReason, learnedBy?: Delivery): Promise<void>
  /** The bot is in the chat (again): what waited for the chat is sent, a group is greeted and can be linked. */
  found(
    chatId: number,
    kind: 'private' | 'channel' | 'group' | 'supergroup',
    addedBy?: number | null,
  ): Promise<void>
  /** The bot may do more, or less, in a chat where it stays: what was refused for want of rights is tried again. */
  rightsChanged(chatId: number): Promise<void>
  /** A group became a supergroup. Telegram reports it in both chats; the second report changes nothing. */
  migrated(from: number, to: number): Promise<void>
  renamed(chatId: number, title: string): Promise<void>
}

export interface FollowChatsPorts {
  readonly outbox: Pick<OutboxStore, 'wakeStaff'>
  readonly settings: Pick<DeskSettings, 'staffChatId'>
  readonly groups: GroupStore
  readonly clock: () => Date
}

/**
 * A new supergroup reports the bot as added, also after an upgrade; the news of the upgrade, or the `/start` of a
 * one-tap link, comes within this.
 */
const GREETING_AFTER_MS = 2_000

/** What happens to the chats themselves. */
export function createFollowChats({ groups, outbox, settings, clock }: FollowChatsPorts): FollowChats {
  return {
    async lost(chatId, reason, learnedBy) {
      const follow = ({ isChanged, openTickets }: FoundChat) => {
        if (isChanged) return openTickets.map(staffCard)
        return isPrivate(chatId) ? openTickets.map(blocked) : []
      }
      await groups.setState(chatId, 'suspended', reason, follow, learnedBy)
    },
    async found(chatId, kind, addedBy = null) {
      if (chatId === settings.staffChatId()) await outbox.wakeStaff()
      const isGroup = kind === 'group' || kind === 'supergroup'
      const runAt = new Date(clock().getTime() + GREETING_AFTER_MS)
      await groups.setState(
        chatId,
        'active',
        null,
        ({ isChanged, openTickets }) => [
          ...(isChanged ? openTickets.map(staffCard) : []),
          ...(isGroup ? [greeting(chatId, runAt)] : []),
        ],
        undefined,
        isGroup ? { at: clock(), addedBy } : undefined,
      )
    },
    async rightsChanged(chatId) {
      if (chatId === settings.staffChatId()) await outbox.wakeStaff()
      await groups.setState(chatId, 'active', null, ({ isChanged, openTickets }) =>
        isChanged ? openTickets.map(staffCard) : [],
      )
    },
    async migrated(from, to) {
      await groups.migrate(from, to)
    },
    async renamed(chatId, title) {
      await groups.rename(chatId, title)
    },
  }
}

/** A private chat has no linked group whose state the card could show, so the topic gets a notice. */
function blocked(ticketNumber: number): NewDelivery {
  return toStaff(ticketNumber, { kind: 'notice', room: 'staff', notice: { kind: 'blocked' } })
}

function greeting(chatId: number, runAt: Date): NewDelivery {
  return { destination: { kind: 'chat', chatId }, ticketNumber: null, payload: { kind: 'greeting' }, runAt }
}

/** Telegram counts people's chats upwards from 1 and groups downwards from -1. */
function isPrivate(chatId: number): boolean {
  return chatId > 0
}
