import { randomUUID } from 'node:crypto'

/** Where the bytes of files lie: apart from the state, which only names them. */
export interface ByteStore {
  /** Takes bytes and returns the key under which they are found from now on. */
  add(bytes: Uint8Array): string
  /** All bytes under a key; undefined when there are none (any more). */
  read(key: string): Promise<Uint8Array | undefined>
}

/** Bytes that last as long as the process. */
export function createMemoryBytes(): ByteStore {
  const kept = new Map<string, Uint8Array>()
  return {
    add(bytes) {
      const key = randomUUID()
      kept.set(key, bytes)
      return key
    },
    read: async (key) => kept.get(key),
  }
}
