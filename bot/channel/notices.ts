import type { Notice, Outcome } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { renderNotice } from '../render/notice.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { Attempt } from './attempt.ts'
import { type ChannelDeps, customerLocale } from './deps.ts'
import { post } from './post.ts'
import type { Rooms } from './room.ts'

export interface Notices {
  notice(attempt: Attempt, ticket: Ticket, room: Room, notice: Notice): Promise<Outcome>
  /** The mark on an agent's message that has reached the customer. */
  receipt(messageId: number): Promise<Outcome>
}

/** What the bot itself says about a ticket. */
export function createNotices(deps: ChannelDeps, rooms: Rooms): Notices {
  const { api, read, texts, defaultLocale, staffChatId } = deps

  return {
    async notice({ links }, ticket, room, notice) {
      const locale = room === 'staff' ? defaultLocale() : await customerLocale(deps, ticket)
      const { keyboard, ...content } = renderNotice(texts, locale, room, ticket.number, notice)
      const about =
        notice.kind === 'undelivered' || notice.kind === 'delayed' ? await sourceOf(notice.messageId) : null
      await rooms[room].within(ticket, async (target) => {
        const replying = about === null ? target : { ...target, replyTo: about }
        for (const { message_id: messageId } of await post(
          api,
          replying,
          { kind: 'text', role: 'header', content },
          keyboard,
        )) {
          links.push({
            chatId: target.chatId,
            messageId,
            ticketNumber: ticket.number,
            storedId: null,
            role: 'notice',
          })
        }
      })
      return { kind: 'delivered' }
    },

    async receipt(messageId) {
      const source = await sourceOf(messageId)
      try {
        if (source !== null)
          await api.setMessageReaction(staffChatId(), source, [{ type: 'emoji', emoji: '👍' }])
      } catch (error) {
        const { kind } = classifyTelegramError(error)
        // A mark that Telegram refuses, in a chat without reactions or on a message that is gone, is not worth more.
        if (kind === 'rate_limited' || kind === 'transient' || kind === 'migrated' || kind === 'unknown')
          throw error
      }
      return { kind: 'delivered' }
    },
  }

  /** The message of the staff group that an agent wrote. */
  async function sourceOf(messageId: number): Promise<number | null> {
    const links = await read.links.ofMessage(messageId)
    return links.find((link) => link.role === 'source' && link.chatId === staffChatId())?.messageId ?? null
  }
}
