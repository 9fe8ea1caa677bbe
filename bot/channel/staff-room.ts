import type { MessageLink, Place } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { renderStaffCard, renderWholeDescription } from '../render/staff-card.ts'
import { edit } from '../telegram/edit.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { Rich } from '../telegram/rich.ts'
import type { ChannelDeps } from './deps.ts'
import { homeStateOf } from './home.ts'
import { textParcels } from './parcels.ts'
import { MisplacedError, post } from './post.ts'
import type { RoomTarget, TicketRoom } from './room.ts'
import { takeSlot } from './slot.ts'
import { createStaffTopic } from './staff-topic.ts'

/** A ticket's place in the staff group: a topic with a card, or a card alone where the group has no topics. */
export function createStaffRoom(deps: ChannelDeps): TicketRoom {
  const { api, budget, desk, read, texts, defaultLocale, logger, staffChatId } = deps
  const { links } = read
  const topic = createStaffTopic(deps)

  return {
    within: (ticket, act) => inPlace(ticket, false, async (place) => await act(targetOf(place))),
    showCard: (ticket, hasPostSlot) =>
      inPlace(ticket, hasPostSlot, async (place, isNew) => {
        const shown = isNew || (await editCard(ticket, place)) ? place : await postCard(ticket, place)
        await topic.match(ticket, shown)
      }),
  }

  type Act = (place: Place, isNew: boolean) => Promise<void>

  async function inPlace(ticket: Ticket, hasPostSlot: boolean, act: Act): Promise<void> {
    try {
      await actThoughClosed(ticket, hasPostSlot, act)
    } catch (error) {
      if (!(await isGone(error))) throw error
      await abandon(ticket)
      await actThoughClosed(ticket, hasPostSlot, act)
    }
  }

  /** Where the bot can't write into a closed topic, it opens the topic and closes it again afterwards. */
  async function actThoughClosed(ticket: Ticket, hasPostSlot: boolean, act: Act): Promise<void> {
    try {
      await actInPlace(ticket, hasPostSlot, act)
    } catch (error) {
      const place = await links.place(ticket.number, 'staff')
      if (classifyTelegramError(error).kind !== 'topic_closed' || !place) throw error
      await topic.setClosed(place, false)
      await actInPlace(ticket, hasPostSlot, act)
      const after = await links.place(ticket.number, 'staff')
      if (after && !after.topicClosed && ticket.status === 'closed') await topic.setClosed(after, true)
    }
  }

  async function actInPlace(ticket: Ticket, hasPostSlot: boolean, act: Act): Promise<void> {
    const known = await links.place(ticket.number, 'staff')
    const here = known?.chatId === staffChatId() ? known : null
    if (here?.cardMessageId) return await act(here, false)
    if (!hasPostSlot) takeSlot(budget, staffChatId(), 'message')
    const place = here?.threadId ? here : await topic.create(ticket)
    await act(await postCard(ticket, place), true)
  }

  /** Whether the topic is gone. Messages that Telegram put elsewhere because of that are removed. */
  async function isGone(error: unknown): Promise<boolean> {
    if (!(error instanceof MisplacedError)) return classifyTelegramError(error).kind === 'thread_missing'
    await removeStray(error.messageIds)
    return true
  }

  async function removeStray(messageIds: readonly number[]): Promise<void> {
    try {
      await api.deleteMessages(staffChatId(), [...messageIds])
    } catch (error) {
      logger.warn({ err: error }, 'A message that came out in the wrong topic could not be removed.')
    }
  }

  async function abandon(ticket: Ticket): Promise<void> {
    const place = await links.place(ticket.number, 'staff')
    if (place)
      await desk.places.save({
        ...place,
        threadId: null,
        cardMessageId: null,
        topicName: null,
        topicClosed: false,
      })
  }

  async function postCard(ticket: Ticket, place: Place): Promise<Place> {
    const target = { ...targetOf(place), replyTo: null }
    const [card] = await post(api, target, { kind: 'text', role: 'card', content: await cardOf(ticket) })
    if (!card) throw new Error('Telegram sent no card back.')
    const posted: MessageLink[] = [linkOf(ticket, place, card.message_id, 'card')]
    const whole = renderWholeDescription(texts, defaultLocale(), ticket)
    for (const page of whole ? textParcels(whole, 'header') : []) {
      const sent = await post(api, { ...target, replyTo: card.message_id }, page)
      posted.push(...sent.map((message) => linkOf(ticket, place, message.message_id, 'header')))
    }
    const shown = { ...place, cardMessageId: card.message_id }
    await desk.places.save(shown)
    await desk.places.link(posted)
    return shown
  }

  async function editCard(ticket: Ticket, { chatId, cardMessageId }: Place): Promise<boolean> {
    return cardMessageId !== null && (await edit(api, chatId, cardMessageId, await cardOf(ticket)))
  }

  async function cardOf(ticket: Ticket): Promise<Rich> {
    return renderStaffCard(texts, defaultLocale(), {
      ticket,
      organization: await read.people.organization(ticket.organizationId),
      files: await read.tickets.files(ticket.number),
      home: await homeStateOf(read, ticket),
    })
  }
}

function targetOf({ chatId, threadId, cardMessageId }: Place): RoomTarget {
  const inTopic = threadId !== null
  return { chatId, threadId, replyTo: inTopic ? null : cardMessageId, inTopic }
}

function linkOf(
  { number }: Ticket,
  { chatId }: Place,
  messageId: number,
  role: 'card' | 'header',
): MessageLink {
  return { chatId, messageId, ticketNumber: number, storedId: null, role }
}
