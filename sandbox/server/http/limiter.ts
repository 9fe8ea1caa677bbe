import { tooManyRequests, type ApiError } from '../rules/errors.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Telegram's limits: 30 messages and edits a second, and 20 of each a minute in one group. */
export function createLimiter(now: () => number) {
  const all: number[] = []
  const groups = new Map<string, number[]>()

  /** Counts one more message to this chat, or returns its refusal when it is too much. */
  return function refuse(method: string, chat: number | undefined): ApiError | undefined {
    if (!COUNTED.test(method) || chat === undefined) return undefined
    const key = `${chat} ${String(method.startsWith('edit'))}`
    const group = chat < 0 ? (groups.get(key) ?? []) : undefined
    if (group) groups.set(key, group)
    const wait = Math.max(excess(all, 30, SECOND, now()), group ? excess(group, 20, MINUTE, now()) : 0)
    if (wait > 0) return tooManyRequests(Math.ceil(wait / SECOND))
    all.push(now())
    group?.push(now())
    return undefined
  }
}

const COUNTED = /^(send(?!ChatAction)|copy|forward|editMessage)/

/** How long to wait until the window has room for one more; 0 when it has room now. */
function excess(times: number[], most: number, windowMs: number, now: number): number {
  while (times[0] !== undefined && times[0] <= now - windowMs) times.shift()
  return times.length < most ? 0 : (times[0] ?? now) + windowMs - now
}
