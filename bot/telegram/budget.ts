import { type ChatPace, createChatPace } from './chat-pace.ts'
import { createWindow, type Departure } from './window.ts'

/** Telegram's number of messages a second over all chats (FAQ). */
const PER_SECOND = 30
const SECOND = 1_000
const MINUTE = 60_000
/** When so many chats refuse within two seconds, it is the bot's own limit that was reached and not that of a chat. */
const CHATS_AT_LARGE = 5
/** How long a queued call waits at least while Telegram is out of reach. */
const AWAY_MS = 5_000
/** Chats that nothing happened in are looked for when there are so many more of them. */
const SWEEP_EACH = 500

/** What a call uses up. `other` uses nothing, and only waits while a chat or the bot is paused after a 429. */
export type CallKind = 'message' | 'edit' | 'other'

/** How much may be sent to Telegram, and when. A null chat is a call that belongs to no chat. */
export interface Budget {
  /** How many ms until anything may be sent at all. */
  closedMs(): number
  /**
   * For a queued call: takes a slot for it and returns 0, or takes none and returns how many ms to wait. One that can
   * `yield` leaves a group's last places to others.
   */
  waitMs(chatId: number, kind: CallKind, yields?: boolean): number
  /** How many messages the chat takes now, apart from what all chats share. */
  placesLeft(chatId: number): number
  /** How many ms a call is to be left alone, after what a chat or Telegram has asked for. */
  pauseMs(chatId: number | null, method: string): number
  /**
   * Counts a call that goes out now, as many messages as it sends; it uses up a slot taken for it before. Returns what
   * to call with the answer.
   */
  count(chatId: number, kind: CallKind, messages: number): () => void
  /** Heeds a 429: nothing goes to this chat (without one: to any, nor by this method) for so many ms. */
  pause(chatId: number | null, method: string, ms: number): void
}

export interface BudgetOptions {
  readonly clock: () => Date
  /** Whether Telegram can't be reached by any way: nothing is tried then, so that what waits goes out in order later. */
  readonly isOutOfReach?: () => boolean
  /** No limits at all, for measurements. */
  readonly off?: boolean
}

const UNLIMITED: Budget = {
  closedMs: () => 0,
  waitMs: () => 0,
  placesLeft: () => Infinity,
  pauseMs: () => 0,
  count: () => () => {},
  pause() {},
}

/** The one budget that every call to Telegram passes. */
export function createBudget({ clock, isOutOfReach = () => false, off = false }: BudgetOptions): Budget {
  if (off) return UNLIMITED
  const now = () => clock().getTime()
  const awayMs = () => (isOutOfReach() ? AWAY_MS : 0)
  const all = createWindow(PER_SECOND, SECOND)
  const chats = new Map<number, ChatPace>()
  let sweepAt = SWEEP_EACH
  /** Methods without a chat wait for their own refusals alone: updates are fetched while no chat takes a message. */
  const methodsPausedUntil = new Map<string, number>()
  let refusals: { readonly chatId: number; readonly at: number }[] = []
  let sendingPausedUntil = 0

  return {
    closedMs: () => Math.max(awayMs(), sendingPausedUntil - now(), all.waitMs(now()), 0),
    waitMs(chatId, kind, yields = false) {
      const at = now()
      const chat = paceOf(chatId)
      const pause = Math.max(chat.pauseMs(at), sendingPausedUntil - at, awayMs())
      if (pause > 0 || kind === 'other') return Math.max(pause, 0)
      const wait = Math.max(all.waitMs(at), chat.waitMs(kind, at, yields))
      if (wait > 0) return wait
      chat.take(kind, depart(chat, kind, at))
      return 0
    },
    placesLeft: (chatId) => paceOf(chatId).placesLeft(now()),
    pauseMs(chatId, method) {
      const at = now()
      if (chatId === null) return Math.max((methodsPausedUntil.get(method) ?? 0) - at, 0)
      return Math.max(chats.get(chatId)?.pauseMs(at) ?? 0, sendingPausedUntil - at, 0)
    },
    count(chatId, kind, messages) {
      if (kind === 'other') return () => {}
      const at = now()
      const chat = paceOf(chatId)
      const taken = chat.useSlot(kind, at)
      const departures = Array.from({ length: messages }, (_, index) =>
        depart(chat, kind, at, index === 0 ? taken : null),
      )
      return () => {
        for (const departure of departures) departure.answeredAt = now()
      }
    },
    pause(chatId, method, ms) {
      const at = now()
      if (chatId === null) {
        methodsPausedUntil.set(method, at + ms)
        sendingPausedUntil = Math.max(sendingPausedUntil, at + ms)
        return
      }
      paceOf(chatId).pause(at + ms)
      const recent = refusals.filter((other) => other.at > at - 2 * SECOND && other.chatId !== chatId)
      refusals = [...recent, { chatId, at }]
      if (refusals.length >= CHATS_AT_LARGE)
        sendingPausedUntil = Math.max(sendingPausedUntil, at + Math.min(ms, MINUTE))
    },
  }

  /** Counts one message, as the departure of a slot that was taken for it if there is one. */
  function depart(
    chat: ChatPace,
    kind: 'message' | 'edit',
    at: number,
    taken: Departure | null = null,
  ): Departure {
    const departure = taken ?? { since: at, answeredAt: null }
    departure.since = at
    all.add(departure)
    chat.add(kind, departure)
    return departure
  }

  function paceOf(chatId: number): ChatPace {
    const known = chats.get(chatId)
    if (known) return known
    if (chats.size >= sweepAt) {
      const at = now()
      for (const [id, chat] of chats) if (chat.isIdle(at)) chats.delete(id)
      sweepAt = chats.size + SWEEP_EACH
    }
    const created = createChatPace(chatId)
    chats.set(chatId, created)
    return created
  }
}
