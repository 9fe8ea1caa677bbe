import type { State } from './world/state.ts'

/** The whole simulated Telegram as JSON. */
export interface Snapshot {
  version: 1
  state: unknown
}

/** Ids jump this far on restoring: what happened after the snapshot was taken used some of them. */
const JUMP = 1000
/** Larger files keep their size only. */
const MAX_FILE = 2 * 1024 * 1024

/** Turns the state into JSON. */
export function takeSnapshot(state: State): Snapshot {
  return { version: 1, state: encode(state) }
}

/** Reads a state back, with no id ever used twice after it. */
export function restoreSnapshot(snapshot: Snapshot): State {
  if (snapshot.version !== 1) throw new Error('this snapshot is of another version of the sandbox')
  const state = decode(snapshot.state) as State
  for (const counter of Object.keys(state.counters) as (keyof State['counters'])[])
    state.counters[counter] += JUMP
  for (const chat of state.chats.values()) chat.lastMessageId += JUMP
  for (const bot of state.bots.values()) bot.lastUpdateId += JUMP
  return state
}

function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Map) {
    return { $map: [...(value as Map<unknown, unknown>)].map(([key, inner]) => [key, encode(inner)]) }
  }
  if (value instanceof Uint8Array) {
    return value.length <= MAX_FILE ? { $bytes: Buffer.from(value).toString('base64') } : undefined
  }
  if (Array.isArray(value)) return value.map((item: unknown) => encode(item))
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, encode(inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  )
}

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item))
  if ('$map' in value)
    return new Map((value.$map as [unknown, unknown][]).map(([key, inner]) => [key, decode(inner)]))
  if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]))
}
