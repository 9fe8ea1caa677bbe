import type { Transformer } from 'grammy'

/** Telegram's numbers: messages a second over all, messages and edits a minute in one group (FAQ; tdlib chat). */
const PER_SECOND = 30
const PER_GROUP_MINUTE = 20
/** The group's number is unpublished and bursts are tolerated, so it is kept only for this long after a refusal there. */
const STRICT_MS = 10 * 60_000
const SECOND = 1_000
const MINUTE = 60_000
/** So many chats refusing within two seconds is no chat's own limit any more but the bot's. */
const CHATS_AT_LARGE = 5

/** What a call uses up; the other calls only keep out of the way after a 429. */
export type CallKind = 'message' | 'edit' | 'other'

export interface Limits {
  /** Takes a place for a queued call and answers 0, or says how many milliseconds to wait and takes none. */
  waitMs(chatId: number, kind: CallKind): number
  /** Counts every call, a direct one into debt if need be, and heeds each 429; calls that must wait fail at once. */
  readonly transformer: Transformer
}

export interface LimitsOptions {
  readonly clock: () => Date
  /** No limits at all, for measurements. */
  readonly off?: boolean
}

/** The one budget that every call to Telegram passes. */
export function createLimits({ clock, off = false }: LimitsOptions): Limits {
  const now = () => clock().getTime()
  const all = createWindow(PER_SECOND, SECOND)
  const groups = new Map<string, Window>()
  /** Places that a queued call has taken and its call has not yet used. */
  const taken = new Map<string, number[]>()
  const pausedUntil = new Map<number, number>()
  /** Groups that have refused lately. */
  const strictUntil = new Map<number, number>()
  let refusals: { readonly chatId: number; readonly at: number }[] = []
  let allPausedUntil = 0

  return {
    waitMs(chatId, kind) {
      if (off) return 0
      const at = now()
      const pause = pauseMs(chatId, at)
      if (pause > 0 || kind === 'other') return pause
      const group = groupWindow(chatId, kind)
      const wait = Math.max(all.excess(at), isStrict(chatId, at) ? (group?.excess(at) ?? 0) : 0)
      if (wait > 0) return wait
      count(chatId, kind, at, 1)
      const key = `${chatId}:${kind}`
      taken.set(key, [...stillTaken(key, at), at])
      return 0
    },
    transformer: async (call, method, payload, signal) => {
      if (off) return await call(method, payload, signal)
      const at = now()
      const chatId = chatOf(payload)
      const pause = pauseMs(chatId, at)
      if (pause > 0) return tooManyRequests(Math.ceil(pause / SECOND))
      const kind = kindOf(method)
      if (chatId !== null && kind !== 'other') {
        count(chatId, kind, at, messagesIn(payload) - (useTaken(chatId, kind, at) ? 1 : 0))
      }
      const answer = await call(method, payload, signal)
      if (!answer.ok && answer.error_code === 429)
        heed(chatId, (answer.parameters?.retry_after ?? 1) * SECOND)
      return answer
    },
  }

  function pauseMs(chatId: number | null, at: number): number {
    const own = chatId === null ? 0 : (pausedUntil.get(chatId) ?? 0)
    if (chatId !== null && own <= at) pausedUntil.delete(chatId)
    return Math.max(own - at, allPausedUntil - at, 0)
  }

  function heed(chatId: number | null, ms: number): void {
    const at = now()
    if (chatId === null) {
      allPausedUntil = Math.max(allPausedUntil, at + ms)
      return
    }
    pausedUntil.set(chatId, Math.max(pausedUntil.get(chatId) ?? 0, at + ms))
    strictUntil.set(chatId, at + ms + STRICT_MS)
    refusals = [
      ...refusals.filter((other) => other.at > at - 2 * SECOND && other.chatId !== chatId),
      { chatId, at },
    ]
    if (refusals.length >= CHATS_AT_LARGE)
      allPausedUntil = Math.max(allPausedUntil, at + Math.min(ms, MINUTE))
  }

  function isStrict(chatId: number, at: number): boolean {
    const until = strictUntil.get(chatId)
    if (until !== undefined && until <= at) strictUntil.delete(chatId)
    return until !== undefined && until > at
  }

  function count(chatId: number, kind: 'message' | 'edit', at: number, places: number): void {
    for (let place = 0; place < places; place++) {
      all.add(at)
      groupWindow(chatId, kind)?.add(at)
    }
  }

  /** Groups have negative ids; private chats have no limit a minute. */
  function groupWindow(chatId: number, kind: 'message' | 'edit'): Window | null {
    if (chatId > 0) return null
    const key = `${chatId}:${kind}`
    const window = groups.get(key) ?? createWindow(PER_GROUP_MINUTE, MINUTE)
    groups.set(key, window)
    return window
  }

  function useTaken(chatId: number, kind: 'message' | 'edit', at: number): boolean {
    const key = `${chatId}:${kind}`
    const [first, ...rest] = stillTaken(key, at)
    if (rest.length > 0) taken.set(key, rest)
    else taken.delete(key)
    return first !== undefined
  }

  /** A place whose call never came (the message was gone meanwhile) lapses with its window. */
  function stillTaken(key: string, at: number): number[] {
    return (taken.get(key) ?? []).filter((since) => since > at - MINUTE)
  }
}

interface Window {
  add(at: number): void
  /** How long until there is room. */
  excess(at: number): number
}

/** A sliding window; more than fits is a debt that later ones wait for. */
function createWindow(most: number, ms: number): Window {
  let times: number[] = []
  return {
    add(at) {
      times.push(at)
    },
    excess(at) {
      times = times.filter((time) => time > at - ms)
      const oldest = times.at(-most)
      return oldest === undefined ? 0 : oldest + ms - at
    },
  }
}

function chatOf(payload: object): number | null {
  return 'chat_id' in payload && typeof payload.chat_id === 'number' ? payload.chat_id : null
}

/** An album counts as its items. */
function messagesIn(payload: object): number {
  return 'media' in payload && Array.isArray(payload.media) ? payload.media.length : 1
}

function kindOf(method: string): CallKind {
  if (/^(send(?!ChatAction)|copyMessage|forwardMessage|createForumTopic)/.test(method)) return 'message'
  return /^(editMessage|editForumTopic|closeForumTopic|reopenForumTopic)/.test(method) ? 'edit' : 'other'
}

function tooManyRequests(seconds: number) {
  return {
    ok: false as const,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }
}
