import type { Place } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { TOPIC_COLORS, topicName } from '../render/staff-card.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'

/** A forum topic as the place of a ticket. */
export interface StaffTopic {
  /** Creates the ticket's topic and saves its place at once; in a group without topics, a place without one. */
  create(ticket: Ticket): Promise<Place>
  /** Renames, closes or reopens the topic as the ticket has it. Returns the place as it is then. */
  match(ticket: Ticket, place: Place): Promise<Place>
  setClosed(place: Place, closed: boolean): Promise<Place>
}

const NO_TOPICS_TOLD = 'staff-no-topics-told'

/** Manages the topics of the staff group. They stay as they are where the bot lacks the right; throws other refusals. */
export function createStaffTopic({
  api,
  desk,
  own,
  texts,
  defaultLocale,
  logger,
  staffChatId,
}: ChannelDeps): StaffTopic {
  const { settings } = own

  return {
    async create(ticket) {
      const chatId = staffChatId()
      const name = topicName(ticket)
      const threadId = await createTopic(chatId, name, ticket)
      const place: Place = {
        ticketNumber: ticket.number,
        room: 'staff',
        chatId,
        threadId,
        cardMessageId: null,
        topicName: threadId === null ? null : name,
        topicClosed: false,
      }
      await desk.places.save(place)
      return place
    },

    async match(ticket, place) {
      const named = await rename(place, topicName(ticket))
      const closed = ticket.status === 'closed'
      return named.topicClosed === closed ? named : await setClosed(named, closed)
    },

    setClosed,
  }

  async function createTopic(chatId: number, name: string, { priority }: Ticket): Promise<number | null> {
    try {
      const topic = await api.createForumTopic(chatId, name, { icon_color: TOPIC_COLORS[priority] })
      return topic.message_thread_id
    } catch (error) {
      if (classifyTelegramError(error).kind !== 'not_a_forum') throw error
      await tellOnce(chatId)
      return null
    }
  }

  /** Says once in a group without topics how to work in it. */
  async function tellOnce(chatId: number): Promise<void> {
    if ((await settings.get(NO_TOPICS_TOLD)) === String(chatId)) return
    await api.sendMessage(chatId, texts.t(defaultLocale(), 'staff-no-topics'))
    await settings.set(NO_TOPICS_TOLD, String(chatId))
  }

  async function rename(place: Place, name: string): Promise<Place> {
    const { chatId, threadId } = place
    if (threadId === null || place.topicName === name) return place
    return await apply({ ...place, topicName: name }, place, () =>
      api.editForumTopic(chatId, threadId, { name }),
    )
  }

  async function setClosed(place: Place, closed: boolean): Promise<Place> {
    const { chatId, threadId } = place
    if (threadId === null) return place
    const act = () =>
      closed ? api.closeForumTopic(chatId, threadId) : api.reopenForumTopic(chatId, threadId)
    return await apply({ ...place, topicClosed: closed }, place, act)
  }

  /** Saves the place as it is after a call. Where the bot lacks the right for it, the topic stays as it was. */
  async function apply(after: Place, before: Place, act: () => Promise<true>): Promise<Place> {
    try {
      await act()
    } catch (error) {
      const { kind } = classifyTelegramError(error)
      if (kind === 'no_rights') {
        logger.warn(
          { err: error, ticket: before.ticketNumber },
          'The bot may not manage topics in the staff group.',
        )
        return before
      }
      if (kind !== 'topic_not_modified') throw error
    }
    await desk.places.save(after)
    return after
  }
}
