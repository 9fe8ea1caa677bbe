/** The ids of all people in an update: of users, and of private chats, which have their person's. */
export function peopleIn(update: unknown): number[] {
  const found = new Set<number>()
  const waiting: unknown[] = [update]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [key, each] of Object.entries(value)) {
      // Other things' ids are named after what they are: `message_id`, `update_id`.
      const isPerson = (key === 'id' || key === 'user_id') && typeof each === 'number' && each > 0
      if (isPerson) found.add(each)
      else waiting.push(each)
    }
  }
  return [...found]
}
