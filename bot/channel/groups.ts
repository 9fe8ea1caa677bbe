import type { Payload } from '../../core/deliveries/delivery.ts'
import { renderNotLinked } from '../render/not-linked.ts'
import { shownName } from '../render/people.ts'
import { renderWelcome } from '../render/welcome.ts'
import { edit } from '../telegram/edit.ts'
import { ignoreRefusal } from '../telegram/errors.ts'
import { plain, type Rich } from '../telegram/rich.ts'
import { isClosedTopic, send } from '../telegram/send.ts'
import type { ChannelDeps } from './deps.ts'

/** What goes to a chat and belongs to no ticket. */
type ChatPayload = Extract<
  Payload,
  { readonly kind: 'welcome' | 'greeting' | 'farewell' | 'form_timeout' | 'delete' }
>

/** Tells chats what concerns them apart from any ticket, and removes messages there. `since` is when that came up. */
export function createGroups({
  api,
  desk,
  read,
  texts,
  defaultLocale,
  inspectChat,
  staffChatId,
}: ChannelDeps): (chatId: number, payload: ChatPayload, since: Date) => Promise<void> {
  return async (chatId, payload, since) => {
    switch (payload.kind) {
      case 'welcome':
        return await welcome(chatId)
      case 'greeting':
        return await greet(chatId, since)
      case 'farewell':
        return await sayFarewell(chatId, payload.organization)
      case 'form_timeout':
        return await endForm(chatId, payload)
      case 'delete':
        return await remove(chatId, payload.messageId)
    }
  }

  async function welcome(chatId: number): Promise<void> {
    const content = await welcomeOf(chatId)
    if (content) await say(chatId, content)
  }

  /**
   * Greets a group that the bot was added to; one that was linked before knows it, and one that was linked while the
   * greeting waited has had its welcome.
   */
  async function greet(chatId: number, addedAt: Date): Promise<void> {
    if (chatId === staffChatId() || (await read.groups.isUpgraded(chatId))) return
    const group = await read.groups.find(chatId)
    if (group && group.activatedAt >= addedAt) return
    const locale = defaultLocale()
    const returned = () => plain(texts.t(locale, 'notice-returned', { command: '/help' }))
    const notLinked = async () => renderNotLinked(texts, locale, chatId, await desk.groups.openUntil(chatId))
    await say(chatId, group ? returned() : await notLinked())
  }

  async function sayFarewell(chatId: number, organization: string): Promise<void> {
    const locale = defaultLocale()
    const name = shownName(texts, locale, organization)
    await say(chatId, plain(texts.t(locale, 'notice-farewell', { organization: name })))
  }

  async function endForm(
    chatId: number,
    { ownerId, threadId, questionId, menuId }: Extract<Payload, { kind: 'form_timeout' }>,
  ): Promise<void> {
    const locale = (await read.people.localeOf(ownerId)) ?? defaultLocale()
    const ended = plain(texts.t(locale, 'form-timed-out'))
    const shown = menuId !== null && (await edit(api, chatId, menuId, ended))
    if (!shown) await say(chatId, ended, threadId === 0 ? null : threadId)
    if (questionId !== null) await remove(chatId, questionId)
  }

  async function remove(chatId: number, messageId: number): Promise<void> {
    await api.deleteMessage(chatId, messageId).catch(ignoreRefusal)
  }

  /** The welcome of a linked group; null for one that is linked to no organization (any more). */
  async function welcomeOf(chatId: number): Promise<Rich | null> {
    const group = await read.groups.find(chatId)
    if (!group) return null
    const organization = await read.people.organization(group.organizationId)
    const seen = await inspectChat(chatId)
    return renderWelcome(texts, defaultLocale(), {
      organization: organization?.name ?? group.organizationId,
      seesAllMessages: seen.kind === 'group' && seen.seesAllMessages,
    })
  }

  async function say(chatId: number, content: Rich, threadId: number | null = null): Promise<void> {
    try {
      await send(api, { chatId, threadId, replyTo: null }, content)
    } catch (error) {
      if (threadId === null || !isClosedTopic(error)) throw error
      await say(chatId, content)
    }
  }
}
