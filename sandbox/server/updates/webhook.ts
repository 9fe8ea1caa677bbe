import type { Update } from '@grammyjs/types'
import type { BotAccount, QueuedUpdate } from '../world/state.ts'
import { unixTime, type World } from '../world/world.ts'
import { settle } from './queue.ts'

/** Posts updates to webhooks, with retries. Order holds within a chat; presses of buttons keep it for each person. */
export function createWebhooks(world: World) {
  const busy = new Set<string>()
  const timers = new Set<NodeJS.Timeout>()
  const closing = new AbortController()
  const stop = world.onUpdate((id) => {
    const account = world.state.bots.get(id)
    if (account) pump(account)
  })

  function pump(account: BotAccount): void {
    if (!account.webhook || closing.signal.aborted) return
    for (const queued of [...account.again, ...account.queue]) {
      const lane = `${account.id}/${laneOf(queued.update)}`
      if (busy.has(lane) || busy.size >= account.webhook.maxConnections) continue
      busy.add(lane)
      account.again = account.again.filter((other) => other !== queued)
      void push(account, queued, lane, 0)
    }
  }

  async function push(
    account: BotAccount,
    queued: QueuedUpdate,
    lane: string,
    failures: number,
  ): Promise<void> {
    const { webhook } = account
    const problem = webhook ? await deliver(webhook.url, webhook.secret, queued.update) : undefined
    if (closing.signal.aborted) return
    if (webhook && problem !== undefined && queued.expiresAt > world.now()) {
      webhook.lastError = { at: unixTime(world), message: problem }
      // The first retry comes almost at once, then 2, 4, 8 … seconds, a minute at most.
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          void push(account, queued, lane, failures + 1)
        },
        failures === 0 ? 20 : Math.min(2 ** failures, 60) * 1000,
      )
      timers.add(timer)
      return
    }
    busy.delete(lane)
    if (webhook) settle(world, account, queued)
    pump(account)
  }

  async function deliver(
    url: string,
    secret: string | undefined,
    update: Update,
  ): Promise<string | undefined> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        signal: closing.signal,
        redirect: 'manual',
      })
      await response.arrayBuffer()
      return response.ok
        ? undefined
        : `Wrong response from the webhook: ${response.status} ${response.statusText}`
    } catch {
      return 'Connection refused'
    }
  }

  return {
    close() {
      stop()
      closing.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function laneOf(update: Update): string {
  if (update.callback_query) return `user ${update.callback_query.from.id}`
  if (update.my_chat_member) return `member ${update.my_chat_member.chat.id}`
  const message = update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post
  return `chat ${message?.chat.id ?? 0}`
}
