import type { Chat, Message } from './state.ts'
import type { World } from './world.ts'

/** How long clients show it, as the Bot API says of sendChatAction. */
const SHOWN_MS = 5_000

/** Who is typing where. It is not part of the state. */
export interface Typing {
  readonly person: number
  /** The forum topic; General is 1. */
  readonly topic: number
}

/** Shows for five seconds that somebody is typing. */
export function showTyping(world: World, chat: Chat, { person, topic }: Typing): void {
  const key = keyOf(chat.key, topic, person)
  clearTimeout(world.typing.get(key))
  const end = () => {
    world.typing.delete(key)
    world.changed()
  }
  world.typing.set(key, setTimeout(end, SHOWN_MS).unref())
  world.changed()
}

/** Ends the typing of a message's author where the message has come. */
export function endTyping(world: World, { chat, inTopic, threadId, author }: Message): void {
  const key = keyOf(chat, inTopic && threadId !== undefined ? threadId : 1, author)
  clearTimeout(world.typing.get(key))
  world.typing.delete(key)
}

/** Who is typing in a chat now. */
export function typingIn(world: World, chat: Chat): Typing[] {
  return [...world.typing.keys()]
    .map((key) => JSON.parse(key) as [string, number, number])
    .filter(([where]) => where === chat.key)
    .map(([, topic, person]) => ({ person, topic }))
}

function keyOf(...parts: [chat: string, topic: number, person: number]): string {
  return JSON.stringify(parts)
}
