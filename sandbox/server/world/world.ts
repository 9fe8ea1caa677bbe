import type { ByteStore } from './bytes.ts'
import type { State } from './state.ts'

/** Switches for behaviour in which Telegram varies or which nobody has established. */
export interface Switches {
  /** Refuse unknown parameters. Telegram ignores them; on by default. */
  strict: boolean
  /** Let administrators post into closed topics. */
  closedTopicsAcceptAdmins: boolean
  /** The error for posting into a deleted topic. */
  deletedTopicError: 'message thread not found' | 'TOPIC_DELETED'
  /** Let plain @mentions through privacy mode. Some documents say so; in practice they don't pass. */
  mentionsPassPrivacy: boolean
  /** Refuse more than 30 messages a second, and more than 20 a minute to one group. */
  limiter: boolean
  /** The folder that files are handed out in, as a server of one's own does (`--local`); null is Telegram's. */
  local: string | null
}

/** The simulated Telegram: its state, its clock, and who is told of changes. */
export interface World {
  state: State
  /** The bytes of the state's files. */
  bytes: ByteStore
  switches: Switches
  violations: string[]
  /** Who is typing where, with the timer that ends it. */
  typing: Map<string, NodeJS.Timeout>
  /** Milliseconds. */
  now: () => number
  changed: () => void
  onChange: (listener: () => void) => () => void
  /** Called with the bot's id when an update waits for it. */
  onUpdate: (listener: (bot: number) => void) => () => void
  updateQueued: (bot: number) => void
}

/** Makes an empty Telegram, or one that goes on from `state`. */
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
      local: null,
      ...options.switches,
    },
    violations: [],
    typing: new Map(),
    now: options.now ?? Date.now,
    changed() {
      if (announced) return
      announced = true
      // Later, so that a listener never sees half of a change.
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

/** The time in seconds since 1970, as messages carry it. */
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
