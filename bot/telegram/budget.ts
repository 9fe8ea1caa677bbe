import { createWindow, type Window } from './window.ts'

/** Telegram's numbers: messages a second over all, messages and edits a minute in one group (FAQ; tdlib chat). */
const PER_SECOND = 30
const PER_GROUP_MINUTE = 20
/** The number for groups is unpublished and bursts are tolerated: it is kept for this long after a refusal there. */
const STRICT_MS = 10 * 60_000
const SECOND = 1_000
const MINUTE = 60_000
/** When so many chats refuse within two seconds, it is the bot's own limit that was reached and not that of a chat. */
const CHATS_AT_LARGE = 5

/** What a call uses up. `other` uses nothing, and only waits while a chat or the bot is paused after a 429. */
export type CallKind = 'message' | 'edit' | 'other'

/** How much may be sent to Telegram, and when. A null chat is a call that belongs to no chat. */
export interface Budget {
  /** For a queued call: takes a slot for it and returns 0, or takes none and returns how many ms to wait. */
  waitMs(chatId: number, kind: CallKind): number
  /** How many ms a chat, or the whole bot, is still to be left alone. */
  pauseMs(chatId: number | null): number
  /** Counts a call that goes out now, as many messages as it sends; it uses up a slot taken for it before. */
  count(chatId: number, kind: CallKind, messages: number): void
  /** Heeds a 429: nothing goes to this chat (without one: to any) for so many ms. */
  pause(chatId: number | null, ms: number): void
}

export interface BudgetOptions {
  readonly clock: () => Date
  /** No limits at all, for measurements. */
  readonly off?: boolean
}

const UNLIMITED: Budget = { waitMs: () => 0, pauseMs: () => 0, count() {}, pause() {} }

/** The one budget that every call to Telegram passes. */
export function createBudget({ clock, off = false }: BudgetOptions): Budget {
  if (off) return UNLIMITED
  const now = () => clock().getTime()
  const all = createWindow(PER_SECOND, SECOND)
  const groups = new Map<string, Window>()
  /** When the slots were taken that are not used yet, by chat and kind. */
  const slots = new Map<string, number[]>()
  const pausedUntil = new Map<number, number>()
  /** Groups that have refused lately. */
  const strictUntil = new Map<number, number>()
  let refusals: { readonly chatId: number; readonly at: number }[] = []
  let allPausedUntil = 0

  return {
    waitMs(chatId, kind) {
      const at = now()
      const pause = pauseMs(chatId)
      if (pause > 0 || kind === 'other') return pause
      const group = isStrict(chatId, at) ? groupWindow(chatId, kind) : null
      const wait = Math.max(all.excess(at), group?.excess(at) ?? 0)
      if (wait > 0) return wait
      add(chatId, kind, at, 1)
      const key = `${chatId}:${kind}`
      slots.set(key, [...openSlots(key, at), at])
      return 0
    },
    pauseMs,
    count(chatId, kind, messages) {
      if (kind === 'other') return
      const at = now()
      add(chatId, kind, at, messages - (useSlot(chatId, kind, at) ? 1 : 0))
    },
    pause(chatId, ms) {
      const at = now()
      if (chatId === null) {
        allPausedUntil = Math.max(allPausedUntil, at + ms)
        return
      }
      pausedUntil.set(chatId, Math.max(pausedUntil.get(chatId) ?? 0, at + ms))
      strictUntil.set(chatId, at + ms + STRICT_MS)
      const recent = refusals.filter((other) => other.at > at - 2 * SECOND && other.chatId !== chatId)
      refusals = [...recent, { chatId, at }]
      if (refusals.length >= CHATS_AT_LARGE)
        allPausedUntil = Math.max(allPausedUntil, at + Math.min(ms, MINUTE))
    },
  }

  function pauseMs(chatId: number | null): number {
    const at = now()
    const own = chatId === null ? 0 : (pausedUntil.get(chatId) ?? 0)
    if (chatId !== null && own <= at) pausedUntil.delete(chatId)
    return Math.max(own - at, allPausedUntil - at, 0)
  }

  function isStrict(chatId: number, at: number): boolean {
    const until = strictUntil.get(chatId)
    if (until !== undefined && until <= at) strictUntil.delete(chatId)
    return until !== undefined && until > at
  }

  function add(chatId: number, kind: 'message' | 'edit', at: number, messages: number): void {
    for (let message = 0; message < messages; message++) {
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

  function useSlot(chatId: number, kind: 'message' | 'edit', at: number): boolean {
    const key = `${chatId}:${kind}`
    const [first, ...rest] = openSlots(key, at)
    if (rest.length > 0) slots.set(key, rest)
    else slots.delete(key)
    return first !== undefined
  }

  /** A slot whose call never came, because its message was gone meanwhile, lapses after a minute. */
  function openSlots(key: string, at: number): number[] {
    return (slots.get(key) ?? []).filter((since) => since > at - MINUTE)
  }
}
