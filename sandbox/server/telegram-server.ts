import { createExchange, type ApiCall } from './http/exchange.ts'
import { serveApi } from './http/server.ts'
import { createBot, type Bot } from './driver/bot.ts'
import { createChannel, type Channel } from './driver/channel.ts'
import type { Context } from './driver/context.ts'
import { createGroup, type Group } from './driver/group.ts'
import { viewMessage, type Message } from './driver/message.ts'
import {
  openAccount,
  openGroup,
  openPerson,
  type BotOptions,
  type GroupOptions,
  type UserOptions,
} from './driver/opening.ts'
import type { Press } from './driver/press.ts'
import { createUntil } from './driver/until.ts'
import { createUser, type User } from './driver/user.ts'
import { createFaults, type Fault, type FaultName, type FaultPlan } from './http/faults.ts'
import { createLongPoll } from './updates/long-poll.ts'
import { redeliver } from './updates/queue.ts'
import { createWebhooks } from './updates/webhook.ts'
import { restoreSnapshot, takeSnapshot, type Snapshot } from './snapshot.ts'
import { viewChat, viewTelegram, type ChatView, type MessageView } from './view.ts'
import { type ByteStore, createMemoryBytes } from './world/bytes.ts'
import { readBytes } from './world/files.ts'
import { chatOf, createChat } from './world/chats.ts'
import type { Message as StoredMessage } from './world/state.ts'
import { createWorld, type Switches } from './world/world.ts'

export interface TelegramServerOptions extends Partial<Switches> {
  /** The clock, in milliseconds since 1970. Default: the real time. */
  now?: () => number
  /** The port to listen on. Default: any free one. */
  port?: number
  /** The state of an earlier server to go on from. */
  snapshot?: Snapshot
  /** Where the bytes of files are kept, those of the snapshot's files too. Default: in memory. */
  bytes?: ByteStore
}

export type TelegramServer = Awaited<ReturnType<typeof createTelegramServer>>
export type { Bot, Channel, ChatView, Fault, FaultName, Group, Message, MessageView, Press, Snapshot, User }

const CALLS_KEPT = 20_000

/**
 * Starts a simulated Telegram. Bots reach it over HTTP at `apiRoot`; a test acts for people through what this
 * returns.
 */
export async function createTelegramServer(options: TelegramServerOptions = {}) {
  const { now, port = 0, snapshot, bytes = createMemoryBytes(), ...switches } = options
  const world = createWorld({
    ...(now && { now }),
    switches,
    bytes,
    ...(snapshot && { state: restoreSnapshot(snapshot, bytes) }),
  })
  const { state } = world
  const views = new WeakMap<StoredMessage, Message>()
  const until = createUntil(world)
  const context: Context = {
    world,
    until,
    calls: new Map(),
    held: { count: 0 },
    message(stored) {
      const view = views.get(stored) ?? viewMessage(world, stored)
      views.set(stored, view)
      return view
    },
    messages: (chat, thread) =>
      [...chat.messages.values()]
        .filter(({ deletedAt }) => deletedAt === undefined)
        .filter(
          ({ inTopic, threadId }) =>
            thread === undefined || (thread === 1 ? !inTopic : inTopic && threadId === thread),
        )
        .map(context.message),
  }
  const faults = createFaults()
  const longPoll = createLongPoll(world)
  const webhooks = createWebhooks(world)
  const record = (bot: { id: number }, call: ApiCall) => {
    const calls = context.calls.get(bot.id) ?? []
    calls.push(call)
    if (calls.length > CALLS_KEPT) calls.splice(0, CALLS_KEPT / 2)
    context.calls.set(bot.id, calls)
  }
  const server = await serveApi(world, createExchange({ world, faults, longPoll, record }), port)
  const chatsOf = (...kinds: string[]) => [...state.chats.values()].filter(({ kind }) => kinds.includes(kind))

  return {
    apiRoot: `http://127.0.0.1:${server.port}`,
    world,
    switches: world.switches,
    violations: world.violations,

    addBot: (bot: BotOptions): Bot => createBot(context, openAccount(world, bot)),
    addUser: (user: UserOptions): User => createUser(context, openPerson(world, user)),
    addGroup: (group: GroupOptions): Group => createGroup(context, openGroup(world, group)),
    addChannel({ title, username }: { title: string; username?: string }): Channel {
      const chat = createChat(world, 'channel', title)
      if (username !== undefined) chat.username = username
      return createChannel(context, chat.key)
    },
    bots: (): Bot[] => [...state.bots.keys()].map((id) => createBot(context, id)),
    users: (): User[] =>
      [...state.people.values()].filter(({ isBot }) => !isBot).map(({ id }) => createUser(context, id)),
    groups: (): Group[] => chatsOf('group', 'supergroup').map(({ key }) => createGroup(context, key)),
    channels: (): Channel[] => chatsOf('channel').map(({ key }) => createChannel(context, key)),
    user: (id: number): User => createUser(context, id),
    group: (id: number): Group => createGroup(context, chatOf(world, String(id)).key),

    until,
    /** Resolves when every update has been fetched and confirmed by its bot. */
    settled: (waiting: { timeoutMs?: number } = {}): Promise<true> =>
      until(
        () =>
          context.held.count === 0 &&
          [...state.bots.values()].every(({ queue, again }) => queue.length + again.length === 0),
        { what: 'every update is confirmed', ...waiting },
      ) as Promise<true>,
    /** Whether some bot is waiting in a long poll right now. */
    isPolled: (): boolean => [...state.bots.keys()].some((id) => longPoll.isWaiting(id)),
    /** Makes the next calls that match fail. Returns a function that cancels the failures still to come. */
    fail: (plan: {
      method?: FaultPlan['method']
      chat?: { id: number }
      times?: number
      error: Fault | FaultName
    }) =>
      faults.plan({
        ...(plan.method !== undefined && { method: plan.method }),
        ...(plan.chat && { chat: plan.chat.id }),
        times: plan.times ?? 1,
        fault: typeof plan.error === 'string' ? { kind: plan.error } : plan.error,
      }),
    /** Breaks every open connection of every bot. */
    disconnect: server.disconnect,
    /** Delivers updates again that bots have had already; returns how many. */
    redeliver: (which: number | 'all'): number =>
      [...state.bots.values()].reduce((sum, bot) => sum + redeliver(world, bot, which), 0),
    /** Throws when a bot has broken a rule of the Bot API. */
    assertClean(): void {
      if (world.violations.length > 0)
        throw new Error(`against Telegram's rules:\n${world.violations.join('\n')}`)
    },
    /** Calls the listener after every change. Returns a function that stops that. */
    onChange: world.onChange,
    /** Everything a page needs to show, as plain data. */
    view: () => viewTelegram(context),
    /** One chat, by its key; also a group that has become a supergroup since. */
    viewChat: (key: string) => viewChat(context, chatOf(world, key)),
    /** A file by its `file_unique_id`; undefined when there is none or its bytes are lost. */
    async file(unique: string) {
      const file = state.files.get(unique)
      const found = file && (await readBytes(world, file))
      return found && { name: file.name, mime: file.mime, bytes: found }
    },
    /** The whole state as JSON, for the `snapshot` option. The bytes of files stay in the byte store. */
    snapshot: (): Snapshot => takeSnapshot(state),
    async close(): Promise<void> {
      longPoll.close()
      webhooks.close()
      await server.close()
    },
  }
}
