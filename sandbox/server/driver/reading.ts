import type { Chat } from '../world/state.ts'
import type { Context } from './context.ts'
import type { Message } from './message.ts'
import type { UntilOptions } from './until.ts'

/** What can be read in a chat; with a thread only in that topic (1 is General). */
export function createReading(context: Context, chat: Chat, own?: number) {
  const messages = (thread = own): Message[] => context.messages(chat, thread)
  return {
    /** What is there now, oldest first. */
    messages,
    /** The last message, or the last of somebody; service messages left out. */
    last: (from?: { id: number }, thread = own): Message | undefined =>
      messages(thread).findLast(
        (message) => message.service === undefined && (!from || message.from.id === from.id),
      ),
    /** The newest message that matches, as soon as there is one. */
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
