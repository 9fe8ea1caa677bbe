import type { ApiCall } from '../http/exchange.ts'
import type { Chat, Message as StoredMessage } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Message } from './message.ts'
import type { Until } from './until.ts'

/** What the handles of the driver share. */
export interface Context {
  world: World
  until: Until
  calls: Map<number, ApiCall[]>
  /** Updates held back on purpose, which `settled` waits for. */
  held: { count: number }
  message: (stored: StoredMessage) => Message
  /** The live messages of a chat, oldest first; with a thread only those of that topic. */
  messages: (chat: Chat, thread?: number) => Message[]
}
