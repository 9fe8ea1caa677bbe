import type { Outcome } from '../../core/deliveries/delivery.ts'
import type { Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { renderHeader, renderMessage } from '../render/message.ts'
import { rich, type RichText } from '../render/rich.ts'
import { CAPTION_MAX, splitPages, TEXT_MAX } from '../render/split.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { Attempt } from './attempt.ts'
import { carry, type CarryDeps } from './carry.ts'
import { type ChannelDeps, customerLocale } from './deps.ts'
import { textParcels } from './parcels.ts'
import type { Target } from './post.ts'
import type { Rooms } from './room.ts'

export type CarryEdit = (attempt: Attempt, ticket: Ticket, room: Room, messageId: number) => Promise<Outcome>

/** Carries an edit of a message to its copies; text that has no copy left, or none yet, goes out as a new message. */
export function createCarryEdit(deps: ChannelDeps & CarryDeps, rooms: Rooms): CarryEdit {
  const { api, read, texts, defaultLocale } = deps

  return async (attempt, ticket, room, messageId) => {
    const message = await read.tickets.message(messageId)
    if (!message || message.kind === 'note') return { kind: 'delivered' }
    const locale = room === 'staff' ? defaultLocale() : await customerLocale(deps, ticket)
    await rooms[room].within(ticket, async (target) => {
      const copies = await copiesIn(target, messageId)
      // Without a copy it has not gone out, and will as it is now.
      if (copies.length === 0) return
      const view = { room, inTopic: target.inTopic }
      const { edited, rest } = await rewrite(
        target.chatId,
        copies,
        renderMessage(texts, locale, message, view),
      )
      if (rest === null) return
      const content = edited
        ? rest
        : rich(renderHeader(texts, locale, message, { ...view, edited: true }), '\n', message.text)
      await carry(deps, attempt, target, textParcels(content), {
        ticketNumber: ticket.number,
        storedId: messageId,
        skip: 0,
        reportLostFiles: null,
      })
    })
    return { kind: 'delivered' }
  }

  async function copiesIn({ chatId }: Target, messageId: number): Promise<number[]> {
    const links = await read.links.ofMessage(messageId)
    return links
      .filter((link) => link.chatId === chatId && link.role === 'copy')
      .map((link) => link.messageId)
  }

  /** Fills the copies that are still there with the text, page by page; answers with what did not fit. */
  async function rewrite(
    chatId: number,
    copies: readonly number[],
    content: RichText,
  ): Promise<{ edited: boolean; rest: RichText | null }> {
    let rest: RichText | null = content
    let edited = false
    for (const copy of copies) {
      if (rest === null) {
        await api.deleteMessage(chatId, copy).catch(ignoreRefusal)
        continue
      }
      const limit = await fill(chatId, copy, rest)
      if (limit === null) continue
      edited = true
      const [, ...others] = splitPages(rest, TEXT_MAX, limit)
      rest = others.length > 0 ? rich(...others) : null
    }
    return { edited, rest }
  }

  /** Puts as much text into a copy as it takes; answers with its limit, or null where the copy is gone. */
  async function fill(chatId: number, copy: number, content: RichText): Promise<number | null> {
    const [page] = splitPages(content, TEXT_MAX)
    try {
      if (page) await api.editMessageText(chatId, copy, page.text, { entities: page.entities })
      return TEXT_MAX
    } catch (error) {
      switch (classifyTelegramError(error).kind) {
        case 'not_modified':
          return TEXT_MAX
        case 'target_missing':
          return null
        case 'target_has_no_text':
          return (await fillCaption(chatId, copy, content)) ? CAPTION_MAX : null
        default:
          throw error
      }
    }
  }

  async function fillCaption(chatId: number, copy: number, content: RichText): Promise<boolean> {
    const [page] = splitPages(content, CAPTION_MAX)
    try {
      if (page)
        await api.editMessageCaption(chatId, copy, { caption: page.text, caption_entities: page.entities })
      return true
    } catch (error) {
      const { kind } = classifyTelegramError(error)
      if (kind === 'not_modified') return true
      if (kind === 'target_missing') return false
      throw error
    }
  }
}

/** What Telegram refuses to remove stays; what it could not answer is asked again. */
function ignoreRefusal(error: unknown): void {
  const { kind } = classifyTelegramError(error)
  if (kind === 'rate_limited' || kind === 'transient' || kind === 'unknown') throw error
}
