import type { Bot, Transformer } from 'grammy'
import type { Message } from 'grammy/types'
import type { BotContext } from '../update/context.ts'

/** Which messages of a chat are known to be somebody's: they came in, or are the answer to a call of ours. */
export interface Seen {
  note(chatId: number, messageId: number): void
  has(chatId: number, messageId: number): boolean
  /** The newest one; 0 where none is known. */
  newest(chatId: number): number
  /** The newest one apart from copies that were made to read a message. */
  newestToStay(chatId: number): number
}

interface Known {
  readonly ids: Set<number>
  newest: number
  newestToStay: number
}

/** Only what came last is asked for. */
const IDS_KEPT = 256
const CHATS_KEPT = 2_000

/** Remembers the last messages of the last chats. */
export function createSeen(): Seen & { readonly add: (message: Message, staysForShort: boolean) => void } {
  const chats = new Map<number, Known>()

  return {
    note: (chatId, messageId) => add(chatId, messageId, false),
    add: ({ chat, message_id: messageId }, staysForShort) => add(chat.id, messageId, staysForShort),
    has: (chatId, messageId) => chats.get(countOf(chatId))?.ids.has(messageId) === true,
    newest: (chatId) => chats.get(countOf(chatId))?.newest ?? 0,
    newestToStay: (chatId) => chats.get(countOf(chatId))?.newestToStay ?? 0,
  }

  function add(chatId: number, messageId: number, staysForShort: boolean): void {
    const key = countOf(chatId)
    const known = chats.get(key) ?? { ids: new Set(), newest: 0, newestToStay: 0 }
    known.ids.add(messageId)
    known.newest = Math.max(known.newest, messageId)
    if (!staysForShort) known.newestToStay = Math.max(known.newestToStay, messageId)
    dropOldest(known.ids, IDS_KEPT)
    chats.delete(key)
    chats.set(key, known)
    dropOldest(chats, CHATS_KEPT)
  }
}

/** Sees every message that comes in or that a call answers with. */
export function watchMessages(bot: Bot<BotContext>, seen: ReturnType<typeof createSeen>): void {
  const watchAnswers: Transformer = async (call, method, payload, signal) => {
    const response = await call(method, payload, signal)
    const result: unknown = response.ok ? response.result : null
    for (const each of Array.isArray(result) ? (result as unknown[]) : [result])
      if (isMessage(each)) seen.add(each, method === 'forwardMessage')
    return response
  }
  bot.api.config.use(watchAnswers)
  bot.use(async ({ message }, next) => {
    if (message) seen.add(message, false)
    await next()
  })
}

/** Supergroups count their messages each for itself; all other chats of a bot count together. */
function countOf(chatId: number): number {
  return chatId < -1_000_000_000_000 ? chatId : 0
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'message_id' in value && 'chat' in value
}

function dropOldest(
  kept: { readonly size: number } & (Set<number> | Map<number, unknown>),
  most: number,
): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(key)
  }
}
