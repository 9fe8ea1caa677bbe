import type { Channel, Sent } from '../../core/deliveries/channel.ts'
import type { Delivery, Outcome } from '../../core/deliveries/delivery.ts'
import { yields } from '../../core/deliveries/urgency.ts'
import type { ChannelDeps } from './deps.ts'
import { createDoubtful, type Question } from './doubt.ts'
import { createFitting } from './joined.ts'
import { createNewest } from './newest.ts'
import { createOutcomes, movedChat } from './outcome.ts'
import { createProgress } from './progress.ts'
import { callKindOf } from './slot.ts'
import { type Attempt, createWay } from './way.ts'

/** The way of a delivery to Telegram, from its row to the messages it becomes. SMS have a channel of their own. */
export function createTelegramChannel(deps: ChannelDeps): Channel & { readonly tidy: () => Promise<void> } {
  const { desk, read, budget, staffChatId } = deps
  const progress = createProgress(read)
  const way = createWay(deps, progress)
  const doubtful = createDoubtful(deps)
  const outcomeOf = createOutcomes(deps)
  /** Ids of cards that have a slot to be posted with. */
  const posts = new Set<number>()

  return {
    closedMs: () => budget.closedMs(),
    waitMs(waiting) {
      const kind = callKindOf(waiting)
      const waitMs = budget.waitMs(chatOf(waiting), kind, yields(waiting.urgency))
      if (waitMs === 0 && waiting.kind === 'card' && kind === 'message') posts.add(waiting.id)
      return waitMs
    },
    send: (delivery, others = [], joined = []) => send(delivery, others, joined, true),
    placesLeft: (waiting) => budget.placesLeft(chatOf(waiting)),
    fitting: createFitting(deps),
    newestBefore: createNewest({ links: read.links, seen: deps.seen, chatOf }),
    tidy: doubtful.tidy,
  }

  /** A group that has just become a supergroup gets the delivery under its new ID. */
  async function send(
    delivery: Delivery,
    others: readonly Delivery[],
    joined: readonly Delivery[],
    followsMove: boolean,
  ): Promise<Sent> {
    const chatId = chatOf(delivery)
    const attempt: Attempt = { delivery, joined, chatId, links: [], hasPostSlot: posts.delete(delivery.id) }
    try {
      const { doubt } = delivery
      const question: Question | null = doubt && { delivery: { ...delivery, doubt }, chatId, others, joined }
      return sent(attempt, question ? await ask(question, attempt) : await way(attempt))
    } catch (error) {
      const moved = followsMove ? movedChat(error) : null
      if (!moved) return sent(attempt, await outcomeOf(delivery, error))
      await desk.chats.migrated(moved.from, moved.to)
      return await send(delivery, others, joined, false)
    }
  }

  function ask(question: Question, attempt: Attempt): Promise<Outcome> {
    return doubtful.asking(question, (api) => createWay({ ...deps, api }, progress)(attempt))
  }

  function chatOf({ destination }: Pick<Delivery, 'destination'>): number {
    return destination.kind === 'chat' ? destination.chatId : staffChatId()
  }
}

function sent({ links, message, messages, filesForbidden }: Attempt, outcome: Outcome): Sent {
  return {
    outcome,
    links,
    ...(message ? { message } : {}),
    ...(messages ? { joined: messages } : {}),
    ...(filesForbidden ? { filesForbidden } : {}),
  }
}
