import { createWindow, type Departure, type Window } from './window.ts'

/** Telegram's number of messages, and of edits, a minute in one group (FAQ; tdlib chat). */
const PER_MINUTE = 20
const MINUTE = 60_000
/** So many of them are kept for what people wait for. */
const KEPT = 5

type Counted = 'message' | 'edit'

/** What one chat takes, and when. */
export interface ChatPace {
  pauseMs(at: number): number
  pause(until: number): void
  /** How many ms until there is a place; what yields leaves the last ones to others. */
  waitMs(kind: Counted, at: number, yields: boolean): number
  /** How many messages may go out now, one after the other. */
  placesLeft(at: number): number
  add(kind: Counted, departure: Departure): void
  /** Keeps a slot for the call that will come. */
  take(kind: Counted, departure: Departure): void
  /** The slot that was taken first and isn't used yet. One whose call never came lapses after a minute. */
  useSlot(kind: Counted, at: number): Departure | null
  isIdle(at: number): boolean
}

/** Groups have negative ids; private chats have no limit a minute. */
export function createChatPace(chatId: number): ChatPace {
  const windows: Readonly<Record<Counted, Window>> | null =
    chatId > 0 ? null : { message: createWindow(PER_MINUTE, MINUTE), edit: createWindow(PER_MINUTE, MINUTE) }
  const slots: Record<Counted, Departure[]> = { message: [], edit: [] }
  let pausedUntil = 0

  return {
    pauseMs: (at) => Math.max(pausedUntil - at, 0),
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until)
    },
    waitMs: (kind, at, yields) => windows?.[kind].waitMs(at, PER_MINUTE - (yields ? KEPT : 0)) ?? 0,
    placesLeft: (at) => windows?.message.left(at) ?? Infinity,
    add(kind, departure) {
      windows?.[kind].add(departure)
    },
    take(kind, departure) {
      slots[kind].push(departure)
    },
    useSlot(kind, at) {
      slots[kind] = openSlots(kind, at)
      return slots[kind].shift() ?? null
    },
    isIdle: (at) =>
      pausedUntil <= at &&
      openSlots('message', at).length + openSlots('edit', at).length === 0 &&
      (windows === null || (windows.message.isEmpty(at) && windows.edit.isEmpty(at))),
  }

  function openSlots(kind: Counted, at: number): Departure[] {
    return slots[kind].filter(({ since }) => since > at - MINUTE)
  }
}
