import type { ByteStore } from './bytes.ts'
import type { State } from './state.ts'

/** Where Telegram's behaviour varies or is not established, a test can choose. */
export interface Switches {
  /** Unknown parameters are refused; Telegram itself ignores them. */
  strict: boolean
  /** Administrators may post into closed topics. */
  closedTopicsAcceptAdmins: boolean
  /** What posting into a deleted topic answers. */
  deletedTopicError: 'message thread not found' | 'TOPIC_DELETED'
  /** Plain @mentions pass the privacy filter (documents disagree, practice says no). */
  mentionsPassPrivacy: boolean
  /** Telegram's 30 messages a second, and 20 a minute to one group. */
  limiter: boolean
}

/** The simulated Telegram: its memory, its clock, and who wants to hear of changes. */
export interface World {
  state: State
  /** The bytes of the state's files. */
  bytes: ByteStore
  switches: Switches
  violations: string[]
  /** Who is writing where, with what ends it. */
  typing: Map<string, NodeJS.Timeout>
  /** Milliseconds. */
  now: () => number
  changed: () => void
  onChange: (listener: () => void) => () => void
  /** Called with the bot's id when an update waits for it. */
  onUpdate: (listener: (bot: number) => void) => () => void
  updateQueued: (bot: number) => void
}

/** A Telegram in which nothing has happened yet, or the one `state` remembers. */
export function createWorld(options: {
  now?: () => number
  switches?: Partial<Switches>
  bytes: ByteStore
  state?: State
}): World {
  const changes = new Set<() => void>()
  const updates = new Set<(bot: number) => void>()
  let announced = false
  const subscribe = <T>(listeners: Set<T>, listener: T) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    state: options.state ?? emptyState(),
    bytes: options.bytes,
    switches: {
      strict: true,
      closedTopicsAcceptAdmins: false,
      deletedTopicError: 'message thread not found',
      mentionsPassPrivacy: false,
      limiter: false,
      ...options.switches,
    },
    violations: [],
    typing: new Map(),
    now: options.now ?? Date.now,
    changed() {
      if (announced) return
      announced = true
      // Listeners see whole changes, never the middle of one.
      queueMicrotask(() => {
        announced = false
        for (const listener of changes) listener()
      })
    },
    onChange: (listener) => subscribe(changes, listener),
    onUpdate: (listener) => subscribe(updates, listener),
    updateQueued(bot) {
      for (const listener of updates) listener(bot)
    },
  }
}

/** Unix time, as messages carry it. */
export function unixTime(world: World): number {
  return Math.floor(world.now() / 1000)
}

function emptyState(): State {
  return {
    people: new Map(),
    bots: new Map(),
    chats: new Map(),
    files: new Map(),
    queries: new Map(),
    counters: {
      person: 501_000_000,
      bot: 7_001_000_000,
      group: 4_001_000_000,
      supergroup: 2_001_000_000,
      message: 0,
      file: 0,
      query: 0,
      album: 0,
    },
  }
}
