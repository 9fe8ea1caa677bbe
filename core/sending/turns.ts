import type { Head } from '../deliveries/waiting.ts'
import { createHeap, type Heap } from './heap.ts'

/** A lane that waits for its turn. */
export interface Entry {
  head: Head
  /** Not before, in ms. */
  at: number
  /** False once another entry has taken its place, or it has had its turn. */
  isCurrent: boolean
}

/** Lanes of one urgency: organizations take turns, and an organization's lanes go by age. */
export interface Turns {
  add(entry: Entry): void
  /** Whose turn it is; it stays there until it is taken. */
  peek(): Entry | null
  take(): Entry | null
}

/** No lanes yet. */
export function createTurns(): Turns {
  /** In the order of their turns. */
  const organizations = new Map<string, Heap<Entry>>()

  return {
    add(entry) {
      const organization = entry.head.organizationId ?? entry.head.lane
      const lanes = organizations.get(organization) ?? createHeap(({ head }: Entry) => head.id)
      lanes.push(entry)
      organizations.set(organization, lanes)
    },
    peek: () => first()?.entry ?? null,
    take() {
      const next = first()
      if (!next) return null
      const { organization, lanes, entry } = next
      lanes.pop()
      organizations.delete(organization)
      if (lanes.peek()) organizations.set(organization, lanes)
      return entry
    },
  }

  function first() {
    for (const [organization, lanes] of organizations) {
      for (let entry = lanes.peek(); entry; entry = lanes.peek()) {
        if (entry.isCurrent) return { organization, lanes, entry }
        lanes.pop()
      }
      organizations.delete(organization)
    }
    return null
  }
}
