import { randomUUID } from 'node:crypto'

/** Where the bytes of files are kept. The state holds only their keys. */
export interface ByteStore {
  /** Keeps bytes and returns the key to read them with. */
  add(bytes: Uint8Array): string
  /** The bytes of a key; undefined when there are none. */
  read(key: string): Promise<Uint8Array | undefined>
}

/** A byte store in memory. */
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
