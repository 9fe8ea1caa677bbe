import type { ByteStore } from './world/bytes.ts'
import type { State, StoredFile } from './world/state.ts'

/** The whole simulated Telegram as JSON, without the bytes of its files. */
export interface Snapshot {
  version: 1
  state: unknown
}

/** By how much all ids grow on restoring: some after the snapshot's may have been used before the restart. */
const JUMP = 1000

/** Turns the state into JSON. */
export function takeSnapshot(state: State): Snapshot {
  return { version: 1, state: encode(state) }
}

/** Reads a state back. Bytes that a snapshot of an early version still holds go to the byte store. */
export function restoreSnapshot(snapshot: Snapshot, bytes: ByteStore): State {
  if (snapshot.version !== 1) throw new Error('this snapshot is of another version of the sandbox')
  const state = decode(snapshot.state) as State
  for (const counter of Object.keys(state.counters) as (keyof State['counters'])[])
    state.counters[counter] += JUMP
  for (const chat of state.chats.values()) chat.lastMessageId += JUMP
  for (const bot of state.bots.values()) bot.lastUpdateId += JUMP
  for (const file of state.files.values()) moveBytes(file, bytes)
  return state
}

function moveBytes(file: StoredFile & { bytes?: Uint8Array }, store: ByteStore): void {
  if (file.bytes) file.key = store.add(file.bytes)
  delete file.bytes
}

function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Map) {
    return { $map: [...(value as Map<unknown, unknown>)].map(([key, inner]) => [key, encode(inner)]) }
  }
  if (Array.isArray(value)) return value.map((item: unknown) => encode(item))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]))
}

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item))
  if ('$map' in value)
    return new Map((value.$map as [unknown, unknown][]).map(([key, inner]) => [key, decode(inner)]))
  if ('$bytes' in value) return Buffer.from(String(value.$bytes), 'base64')
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]))
}
