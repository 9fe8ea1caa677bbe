import type { ApiCall } from '../http/exchange.ts'
import type { Chat, Message as StoredMessage } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Message } from './message.ts'
import type { Until } from './until.ts'

/** What the driver's handles (bot, user, group, message) share. */
export interface Context {
  world: World
  until: Until
  calls: Map<number, ApiCall[]>
  /** How many updates a test holds back on purpose. `settled` waits for them. */
  held: { count: number }
  message: (stored: StoredMessage) => Message
  /** The live messages of a chat, oldest first; with a thread only those of that topic. */
  messages: (chat: Chat, thread?: number) => Message[]
}
