/** Functions to call after something was committed. */
export interface Listeners {
  announce(): void
  /** Returns the function that removes the listener. */
  add(listener: () => void): () => void
}

/** An empty list. */
export function createListeners(): Listeners {
  const listeners = new Set<() => void>()
  return {
    announce() {
      for (const listener of listeners) listener()
    },
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
