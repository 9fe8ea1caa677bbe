/** Those who want to know that something was committed. */
export interface Listeners {
  announce(): void
  /** Answers with the function that takes the listener off again. */
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
