import type { Outcome, Payload } from '../../core/deliveries/delivery.ts'
import { renderNotLinked } from '../render/not-linked.ts'
import { shownName } from '../render/people.ts'
import { renderWelcome } from '../render/welcome.ts'
import { edit, type Rich } from '../telegram/calls.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'

type FormTimeout = Extract<Payload, { kind: 'form_timeout' }>

export interface Groups {
  /** After activation. */
  welcome(chatId: number): Promise<Outcome>
  /** After the bot was added to a group. */
  greeting(chatId: number, addedAt: Date): Promise<Outcome>
  farewell(chatId: number, organization: string): Promise<Outcome>
  formTimeout(chatId: number, form: FormTimeout): Promise<Outcome>
  remove(chatId: number, messageId: number): Promise<Outcome>
}

const DELIVERED: Outcome = { kind: 'delivered' }

/** What a group is told as such, and tidying up in it. */
export function createGroups({
  api,
  read,
  texts,
  defaultLocale,
  inspectChat,
  staffChatId,
}: ChannelDeps): Groups {
  return {
    async welcome(chatId) {
      const welcome = await welcomeOf(chatId)
      return welcome ? await say(chatId, welcome) : DELIVERED
    },

    async greeting(chatId, addedAt) {
      if (chatId === staffChatId() || (await read.groups.isUpgraded(chatId))) return DELIVERED
      const group = await read.groups.find(chatId)
      // Activated while the greeting waited: that has been its welcome.
      if (group && group.activatedAt >= addedAt) return DELIVERED
      return await say(chatId, (await welcomeOf(chatId)) ?? renderNotLinked(texts, defaultLocale(), chatId))
    },

    async farewell(chatId, organization) {
      const text = texts.t(defaultLocale(), 'notice-farewell', {
        organization: shownName(texts, defaultLocale(), organization),
      })
      return await say(chatId, { text, entities: [] })
    },

    async formTimeout(chatId, { ownerId, threadId, questionId, menuId }) {
      const locale = (await read.people.localeOf(ownerId)) ?? defaultLocale()
      const ended: Rich = { text: texts.t(locale, 'form-timed-out'), entities: [] }
      const shown = menuId !== null && (await edit(api, chatId, menuId, ended))
      if (!shown) await say(chatId, ended, threadId)
      if (questionId !== null) await remove(chatId, questionId)
      return DELIVERED
    },

    remove,
  }

  async function remove(chatId: number, messageId: number): Promise<Outcome> {
    try {
      await api.deleteMessage(chatId, messageId)
    } catch (error) {
      const { kind } = classifyTelegramError(error)
      if (kind === 'rate_limited' || kind === 'transient' || kind === 'unknown') throw error
    }
    return DELIVERED
  }

  /** The welcome of a linked group; null for one that is linked to nobody (any more). */
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

  async function say(chatId: number, { text, entities, keyboard }: Rich, threadId = 0): Promise<Outcome> {
    await api.sendMessage(chatId, text, {
      entities,
      ...(threadId === 0 ? {} : { message_thread_id: threadId }),
      ...(keyboard ? { reply_markup: keyboard } : {}),
    })
    return DELIVERED
  }
}
