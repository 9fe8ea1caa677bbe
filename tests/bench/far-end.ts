import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export const CUSTOMERS = { id: -1002000000001, type: 'supergroup', title: 'Customers' }
export const STAFF = { id: -1002000000002, type: 'supergroup', title: 'Staff', is_forum: true }

/** What a message of the load says and what it answers; its number is found again in what the bot sends. */
export interface Load {
  readonly personId: number
  /** A message of the bot's. */
  readonly replyTo: number
}

export interface FarEnd {
  readonly apiRoot: string
  /** The account with this token. */
  readonly account: (token: string) => Account
  close(): Promise<void>
}

/** Telegram at its fastest, for one bot: no rules, no limits, no memory but this. */
export interface Account {
  /** Resolves when the bot asks for updates the first time from now on. */
  polled(): Promise<void>
  /** Hands out `count` updates at once and resolves with the time from the first handing out to the last answer, in ms. */
  flood(count: number, load: (index: number) => Load): Promise<number>
  /** Hands out an update every `everyMs` and resolves with each one's time to the first call that carries it, in ms. */
  trickle(count: number, everyMs: number, load: (index: number) => Load): Promise<number[]>
  /** The tickets' cards in the customers' group, oldest first. */
  readonly cards: readonly number[]
  /** How often a method has been called. */
  calls(method: string): number
}

interface Params {
  readonly chat_id?: number
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
  readonly timeout?: number
  readonly message_thread_id?: number
  readonly name?: string
  readonly user_id?: number
  readonly reply_markup?: unknown
}

/** Serves the Bot API's most needed methods on loopback, from this process. */
export async function startFarEnd(): Promise<FarEnd> {
  const accounts = new Map<string, ReturnType<typeof createAccount>>()
  const account = (token: string) => {
    const known = accounts.get(token) ?? createAccount(Number.parseInt(token, 10))
    accounts.set(token, known)
    return known
  }
  const server = createServer((request, response) => {
    const [, token = '', method = ''] = (request.url ?? '').split('/')
    void bodyOf(request).then(async (body) => {
      const result = await account(token.slice('bot'.length)).perform(
        method,
        body === '' ? {} : (JSON.parse(body) as Params),
      )
      const answer = Buffer.from(JSON.stringify({ ok: true, result }))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString()))
  })
}

interface Queued {
  readonly update_id: number
  readonly message: object
}

function createAccount(
  botId: number,
): Account & { perform(method: string, params: Params): Promise<unknown> } {
  const bot = {
    id: botId,
    is_bot: true,
    first_name: 'Bench',
    username: `bench_${botId}_bot`,
    can_read_all_group_messages: true,
  }
  const counts = new Map<string, number>()
  const cards: number[] = []
  const starts = new Map<number, number>()
  let queue: Queued[] = []
  let nextUpdate = 1
  let nextMessage = 1_000
  let wake = () => {}
  let onPoll = () => {}
  let onHandOut = () => {}
  let onCarried: (latencyMs: number) => void = () => {}

  return {
    cards,
    calls: (method) => counts.get(method) ?? 0,
    polled: () =>
      new Promise((resolve) => {
        onPoll = resolve
      }),

    flood(count, load) {
      return new Promise((resolve) => {
        let startedAt = 0
        let left = count
        onHandOut = () => {
          startedAt ||= performance.now()
        }
        onCarried = () => {
          if (--left === 0) resolve(performance.now() - startedAt)
        }
        for (let index = 0; index < count; index++) push(load(index))
        wake()
      })
    },

    trickle(count, everyMs, load) {
      return new Promise((resolve) => {
        const latencies: number[] = []
        onHandOut = () => {}
        onCarried = (latencyMs) => {
          if (latencies.push(latencyMs) === count) resolve(latencies)
        }
        const startAt = performance.now()
        let index = 0
        const tick = () => {
          push(load(index++))
          wake()
          if (index < count) setTimeout(tick, Math.max(0, startAt + index * everyMs - performance.now()))
        }
        tick()
      })
    },

    async perform(method, params) {
      counts.set(method, (counts.get(method) ?? 0) + 1)
      switch (method) {
        case 'getUpdates':
          onPoll()
          return await handOut(params)
        case 'getMe':
          return bot
        case 'getChat':
          return params.chat_id === STAFF.id ? STAFF : CUSTOMERS
        case 'getChatMember':
          return { status: 'administrator', user: { ...bot, id: params.user_id } }
        case 'createForumTopic':
          return { message_thread_id: nextMessage++, name: params.name, icon_color: 0 }
        case 'sendMessage':
          return send(params)
        case 'editMessageText':
          return send(params)
        default:
          return true
      }
    },
  }

  async function handOut({ offset = 0, limit = 100, timeout = 0 }: Params): Promise<Queued[]> {
    const from = queue.findIndex(({ update_id: id }) => id >= offset)
    queue = from < 0 ? [] : queue.slice(from)
    if (queue.length === 0 && timeout > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, timeout * 1_000).unref()
      })
    }
    if (queue.length > 0) onHandOut()
    return queue.slice(0, limit)
  }

  function push({ personId, replyTo }: Load): void {
    const id = nextUpdate++
    const person = { id: personId, is_bot: false, first_name: `Customer ${personId}` }
    const date = Math.floor(Date.now() / 1000)
    const message = {
      message_id: nextMessage++,
      date,
      chat: CUSTOMERS,
      from: person,
      text: `It still does not work, whatever I try. #${id}`,
      reply_to_message: { message_id: replyTo, date, chat: CUSTOMERS, from: bot, text: 'A ticket' },
    }
    starts.set(id, performance.now())
    queue.push({ update_id: id, message })
  }

  function send({
    chat_id: chatId,
    text = '',
    message_thread_id: threadId,
    reply_markup: markup,
  }: Params): object {
    const id = Number(/#(\d+)$/.exec(text)?.[1])
    const startedAt = starts.get(id)
    if (startedAt !== undefined) {
      starts.delete(id)
      onCarried(performance.now() - startedAt)
    }
    const messageId = nextMessage++
    if (chatId === CUSTOMERS.id && JSON.stringify(markup ?? '').includes('"t:close:')) cards.push(messageId)
    return {
      message_id: messageId,
      date: Math.floor(Date.now() / 1000),
      chat: chatId === STAFF.id ? STAFF : CUSTOMERS,
      from: bot,
      text,
      ...(threadId === undefined ? {} : { message_thread_id: threadId, is_topic_message: true }),
    }
  }
}
