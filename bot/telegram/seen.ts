import type { Transformer } from 'grammy'
import type { Message } from 'grammy/types'

/** What is known of chats: which messages stand there, which of them are none of a delivery, and what topics were made. */
export interface Seen {
  note(chatId: number, messageId: number): void
  /** Adds a message that came in. */
  add(message: Message): void
  /** Adds a message that answers a call of ours. What became of it is to be found in its links. */
  addOwn(message: Message): void
  /** Adds a copy that was made only to read a message. */
  addCopy(message: Message): void
  /** Whether a message came in, or is such a copy. */
  has(chatId: number, messageId: number): boolean
  /** The newest message; 0 where none is known. */
  newest(chatId: number): number
  /** The newest message that is no such copy. */
  newestToStay(chatId: number): number
  /** The last topic that was made under a name that begins so; null where none is known. */
  topic(chatId: number, beginning: string): number | null
}

interface Known {
  readonly ids: Set<number>
  newest: number
  newestToStay: number
}

/** Only what came last is asked for. */
const IDS_KEPT = 256
const CHATS_KEPT = 2_000
const TOPICS_KEPT = 256

/** Remembers the last messages of the last chats. */
export function createSeen(): Seen {
  const chats = new Map<number, Known>()
  const topics = new Map<
    string,
    { readonly chatId: number; readonly threadId: number; readonly name: string }
  >()

  return {
    note: (chatId, messageId) => void know(chatId, messageId),
    addOwn: ({ chat, message_id: messageId }) => void know(chat.id, messageId),
    add(message) {
      const { chat, message_id: messageId, message_thread_id: threadId, forum_topic_created: made } = message
      claim(know(chat.id, messageId), messageId)
      if (!made || threadId === undefined) return
      topics.set(`${chat.id}:${threadId}`, { chatId: chat.id, threadId, name: made.name })
      dropOldest(topics, TOPICS_KEPT)
    },
    addCopy({ chat, message_id: messageId }) {
      const before = chats.get(countOf(chat.id))?.newestToStay ?? 0
      const known = know(chat.id, messageId)
      known.newestToStay = before
      claim(known, messageId)
    },
    has: (chatId, messageId) => chats.get(countOf(chatId))?.ids.has(messageId) === true,
    newest: (chatId) => chats.get(countOf(chatId))?.newest ?? 0,
    newestToStay: (chatId) => chats.get(countOf(chatId))?.newestToStay ?? 0,
    topic(chatId, beginning) {
      const found = [...topics.values()].findLast(
        (topic) => topic.chatId === chatId && topic.name.startsWith(beginning),
      )
      return found?.threadId ?? null
    },
  }

  function know(chatId: number, messageId: number): Known {
    const key = countOf(chatId)
    const known = chats.get(key) ?? { ids: new Set(), newest: 0, newestToStay: 0 }
    known.newest = Math.max(known.newest, messageId)
    known.newestToStay = Math.max(known.newestToStay, messageId)
    chats.delete(key)
    chats.set(key, known)
    dropOldest(chats, CHATS_KEPT)
    return known
  }
}

function claim({ ids }: Known, messageId: number): void {
  ids.add(messageId)
  dropOldest(ids, IDS_KEPT)
}

/** Sees every message that a call answers with. */
export function createWatch(seen: Seen): Transformer {
  return async (call, method, payload, signal) => {
    const response = await call(method, payload, signal)
    const result: unknown = response.ok ? response.result : null
    for (const each of Array.isArray(result) ? (result as unknown[]) : [result]) {
      if (!isMessage(each)) continue
      if (method === 'forwardMessage') seen.addCopy(each)
      else seen.addOwn(each)
    }
    return response
  }
}

/** Supergroups count their messages each for itself; all other chats of a bot count together. */
function countOf(chatId: number): number {
  return chatId < -1_000_000_000_000 ? chatId : 0
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'message_id' in value && 'chat' in value
}

interface Kept<Key> {
  readonly size: number
  keys(): Iterable<Key>
  delete(key: Key): boolean
}

function dropOldest<Key>(kept: Kept<Key>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(key)
  }
}
