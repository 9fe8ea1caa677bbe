import type { Message } from 'grammy/types'
import { classifyTelegramError, ignoreRefusal } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'
import { createProbeTopic, type ProbeTopic } from './probe-topic.ts'
import { PostponedError, takeSlot } from './slot.ts'

/** Thrown where messages of a chat can't be read: protected content, no rights, no topics. */
export class UnreadableError extends Error {
  constructor(reason: string) {
    super(`Messages can't be read back: ${reason}.`)
    this.name = 'UnreadableError'
  }
}

/** Reads messages back. A bot can't fetch a message by its id, but a forward of it answers with what it holds. */
export interface Probe extends Pick<ProbeTopic, 'leave' | 'tidy'> {
  /**
   * What the bot's message with this id holds; null where it is not there, or not the bot's. Null counts only for those
   * who ask about what was sent before `since`.
   */
  read(chatId: number, messageId: number, since: Date): Promise<Message | null>
  /** Whether `read` knows without a call. */
  knows(chatId: number, messageId: number, since: Date): boolean
}

/** So often, and so long each time, a chat that is out of reach is waited for. */
const LOSSES = 12
const LOST_WAIT_MS = 5_000

/** As many readings are kept, so that several deliveries in doubt can share them. */
const READINGS_KEPT = 2_000

/** The copy is deleted at once. Throws UnreadableError where nothing can be read; other faults are Telegram's. */
export function createProbe(
  deps: Pick<
    ChannelDeps,
    'api' | 'own' | 'texts' | 'defaultLocale' | 'staffChatId' | 'budget' | 'clock' | 'seen'
  >,
): Probe {
  const { api, budget, clock, seen, staffChatId } = deps
  const topic = createProbeTopic(deps)
  const botId = Number.parseInt(api.token, 10)
  const readings = new Map<string, { readonly message: Message | null; readonly at: Date }>()
  const copies = new Set<number>()
  let losses = 0
  let tidying: Promise<void> | null = null
  let last: Promise<unknown> = Promise.resolve()

  return {
    knows: (chatId, messageId, since) => kept(chatId, messageId, since) !== null,
    read(chatId, messageId, since) {
      const reading = last.then(() => readNow(chatId, messageId, since))
      last = reading.catch(() => {})
      return reading
    },
    async leave() {
      await removeCopies()
      await tidy()
      await topic.leave()
    },
    tidy,
  }

  /** One at a time: a copy looks like what it was made of until it is known as a copy. */
  async function readNow(chatId: number, messageId: number, since: Date): Promise<Message | null> {
    if (seen.has(chatId, messageId)) return null
    const known = kept(chatId, messageId, since)
    if (known) return known.message
    const at = clock()
    const message = await forward(chatId, messageId)
    readings.set(`${chatId}:${messageId}`, { message, at })
    for (const key of readings.keys()) {
      if (readings.size <= READINGS_KEPT) break
      readings.delete(key)
    }
    return message
  }

  function kept(chatId: number, messageId: number, since: Date) {
    const known = readings.get(`${chatId}:${messageId}`)
    return known && (known.message || known.at >= since) ? known : null
  }

  /** A crash may have left copies: they go before others are made. */
  function tidy(): Promise<void> {
    tidying ??= topic.tidy().catch((error: unknown) => {
      tidying = null
      throw error
    })
    return tidying
  }

  async function removeCopies(): Promise<void> {
    for (const copy of copies) {
      await api.deleteMessage(staffChatId(), copy).catch(ignoreRefusal)
      copies.delete(copy)
    }
  }

  async function forward(chatId: number, messageId: number): Promise<Message | null> {
    try {
      await tidy()
      const copy = await topic.within(async (threadId) => {
        takeSlot(budget, staffChatId(), 'message')
        const options = { message_thread_id: threadId, disable_notification: true }
        return await api.forwardMessage(staffChatId(), chatId, messageId, options)
      })
      losses = 0
      copies.add(copy.message_id)
      await removeCopies()
      return asOriginal(copy, chatId, messageId)
    } catch (error) {
      const fault = classifyTelegramError(error)
      switch (fault.kind) {
        case 'target_missing':
        case 'not_forwardable':
          return null
        case 'protected':
        case 'no_rights':
        case 'not_a_forum':
        case 'thread_missing':
        case 'topic_closed':
        case 'migrated':
        case 'refused':
          throw new UnreadableError(fault.kind)
        case 'chat_lost':
          // The bot may be let in again in a moment, and then the sending would succeed unread.
          if (++losses > LOSSES) throw new UnreadableError(fault.kind)
          throw new PostponedError(LOST_WAIT_MS)
        case 'transient':
          // Where the answer was lost there may be a copy whose id nobody knows.
          if (fault.isUnclear) tidying = null
          throw error
        default:
          throw error
      }
    }
  }

  /** The message as its sending would have answered; null where somebody else wrote it. */
  function asOriginal(copy: Message, chatId: number, messageId: number): Message | null {
    const origin = copy.forward_origin
    if (origin?.type !== 'user' || origin.sender_user.id !== botId) return null
    const {
      forward_origin: _origin,
      message_thread_id: _thread,
      is_topic_message: _inTopic,
      ...message
    } = copy
    return {
      ...message,
      message_id: messageId,
      chat: { ...copy.chat, id: chatId },
      date: origin.date,
    }
  }
}
