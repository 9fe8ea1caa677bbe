import type { Chat } from '../world/state.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'
import type { UntilOptions } from './until.ts'

/** What a person reads in a chat, or with a thread in that topic only (1 is General). */
export function createReading(context: Context, chat: Chat, own?: number) {
  const messages = (thread = own): Message[] => context.messages(chat, thread)
  return {
    /** The messages that are there now, oldest first. */
    messages,
    /** The last message, of somebody if given. Service messages don't count. */
    last: (from?: { id: number }, thread = own): Message | undefined =>
      messages(thread).findLast(
        (message) => message.service === undefined && (!from || message.from.id === from.id),
      ),
    /** Resolves with the newest message that matches, as soon as there is one. */
    untilMessage(
      match: (message: Message) => unknown,
      options: UntilOptions & { thread?: number } = {},
    ): Promise<Message> {
      const { thread = own, ...rest } = options
      return context.until(() => messages(thread).findLast(match), {
        what: `a message: ${match.toString()}`,
        ...rest,
      })
    },
  }
}
