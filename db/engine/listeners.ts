/** Functions to call after something was committed. */
export interface Listeners<News = void> {
  announce(news: News): void
  /** Returns the function that removes the listener. */
  add(listener: (news: News) => void): () => void
}

/** An empty list. */
export function createListeners<News = void>(): Listeners<News> {
  const listeners = new Set<(news: News) => void>()
  return {
    announce(news) {
      for (const listener of listeners) listener(news)
    },
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
