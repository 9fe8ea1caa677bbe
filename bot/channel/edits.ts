import type { Locale } from '../../core/people/person.ts'
import type { MessageLink, Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import { rich } from '../render/compose.ts'
import { fitsOnePost, renderJoined } from '../render/joined.ts'
import { type MessageView, renderHeader, renderMessage } from '../render/message.ts'
import { CAPTION_MAX, splitPages, TEXT_MAX } from '../render/split.ts'
import { classifyTelegramError, ignoreRefusal } from '../telegram/errors.ts'
import type { RichText } from '../telegram/rich.ts'
import { type ChannelDeps, localeIn } from './deps.ts'
import type { RoomTarget } from './room.ts'

/** Edits a message's copies in one chat. Returns the text that is to be posted because no copy could take it. */
export type Rewrite = (target: RoomTarget) => Promise<RichText | null>

/** Carries an edit of a stored message to its copies. Null for a message that is gone, or an internal note. */
export function createEdits(
  deps: ChannelDeps,
): (ticket: Ticket, messageId: number, room: Room) => Promise<Rewrite | null> {
  const { api, read, texts } = deps

  return async (ticket, messageId, room) => {
    const message = await read.tickets.message(messageId)
    if (!message || message.kind === 'note') return null
    const locale = await localeIn(room, deps, ticket)
    return async ({ chatId, inTopic }) => {
      const links = await copiesIn(chatId, messageId)
      // A message without a copy has yet to go out, and will go out as it is then.
      if (links.length === 0) return null
      const view = { room, inTopic }
      const copies = links.filter(({ storedId }) => storedId !== null).map((link) => link.messageId)
      if (copies.length === 0) {
        for (const post of links) if (await fillJoined(post, locale, view)) return null
      }
      const content = renderMessage(texts, locale, message, view)
      const { edited, rest } = await fillAll(chatId, copies, content)
      if (rest === null || edited) return rest
      return rich(renderHeader(texts, locale, message, { room, inTopic, edited: true }), '\n', message.text)
    }
  }

  async function copiesIn(chatId: number, messageId: number): Promise<MessageLink[]> {
    const links = await read.links.ofMessage(messageId)
    return links.filter((link) => link.chatId === chatId && link.role === 'copy')
  }

  /** Writes a joined post anew, with all its messages; false where they no longer fit, or it is gone. */
  async function fillJoined(
    { chatId, messageId }: MessageLink,
    locale: Locale,
    view: MessageView,
  ): Promise<boolean> {
    const ids = await read.links.partsOf(chatId, messageId)
    const found = await Promise.all(ids.map((id) => read.tickets.message(id)))
    const messages = found.filter((message) => message !== null)
    const content = renderJoined(texts, locale, messages, view)
    return fitsOnePost(content) && (await fill(chatId, messageId, content)) !== null
  }

  /** Fills the copies that are left with the text, page by page. `rest` is what did not fit. */
  async function fillAll(
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

  /** Puts as much text into a copy as it takes. Returns how much that may be, or null where the copy is gone. */
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
