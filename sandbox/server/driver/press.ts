import { createHash } from 'node:crypto'
import { toMessage } from '../world/render.ts'
import { enqueue } from '../updates/queue.ts'
import type { Chat, Message as StoredMessage, Query } from '../world/state.ts'
import { toUser } from '../world/users.ts'
import { toChat } from '../world/chats.ts'
import type { Button } from './message.ts'
import type { Context } from './context.ts'

/** Which button: its index over all rows, its text or a part that only one has, or a predicate. */
export type Which = number | string | ((button: Button) => boolean)

/** What happened when a button was pressed. */
export interface Press {
  kind: 'callback' | 'url' | 'copy' | 'message' | 'nothing'
  button: Button
  /** Callbacks: the id of the query. */
  id?: string
  /** The address a URL button opens, or the text a copy button copies. */
  opened?: string
  copied?: string
  /** Callbacks: the bot's answer, if it has come. */
  answered(): { text: string; showAlert: boolean } | undefined
  /** Callbacks: waits for the bot's answer. */
  answer(options?: { timeoutMs?: number }): Promise<{ text: string; showAlert: boolean }>
}

/** Finds a button. When there is none or more than one, the error names the buttons that are there. */
export function findButton(rows: Button[][], which: Which): Button {
  const all = rows.flat()
  const texts = all.map(({ text }) => `«${text}»`).join(' ')
  if (typeof which === 'string') {
    const exact = all.find(({ text }) => text === which)
    const like = all.filter(({ text }) => text.includes(which))
    const found = exact ?? (like.length === 1 ? like[0] : undefined)
    if (!found)
      throw new Error(`${like.length} buttons are called «${which}» among ${texts || 'no buttons at all'}`)
    return found
  }
  const found = typeof which === 'number' ? all[which] : all.find(which)
  if (!found) throw new Error(`no such button among ${texts || 'no buttons at all'}`)
  return found
}

/** Sends a callback query; its data may be some that no button has. */
export function sendQuery(
  { world }: Context,
  chat: Chat,
  message: StoredMessage,
  person: number,
  data: string,
): Query {
  const number = ++world.state.counters.query
  const query: Query = {
    id: String(4_382_000_000_000 + number),
    bot: message.author,
    person,
    chat: chat.key,
    message: message.id,
    data,
    at: world.now(),
  }
  world.state.queries.set(query.id, query)
  enqueue(world, message.author, 'callback_query', {
    id: query.id,
    from: toUser(world, person),
    message:
      message.deletedAt === undefined
        ? toMessage(world, message.author, message)
        : { chat: toChat(world, chat), message_id: message.id, date: 0 },
    chat_instance: createHash('sha256').update(chat.key).digest().readBigInt64BE().toString(),
    data,
  })
  return query
}

/** The handle of a press that sent the bot a callback query. */
export function callbackPress({ until }: Context, query: Query, button: Button): Press {
  const answered = () => query.answer && { text: query.answer.text, showAlert: query.answer.showAlert }
  return {
    kind: 'callback',
    button,
    id: query.id,
    answered,
    answer: (options) =>
      until(answered, { what: `the bot answers the press of «${button.text}»`, ...options }),
  }
}

/** The handle of a press that sent the bot no callback query. */
export function plainPress(button: Button, rest: Pick<Press, 'kind' | 'opened' | 'copied'>): Press {
  return {
    button,
    ...rest,
    answered: () => undefined,
    answer: () => Promise.reject(new Error(`the button «${button.text}» asks the bot nothing`)),
  }
}
