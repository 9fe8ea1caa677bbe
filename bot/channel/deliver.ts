import type { Channel, Sent } from '../../core/deliveries/channel.ts'
import type { Delivery, Outcome } from '../../core/deliveries/delivery.ts'
import type { ChannelDeps } from './deps.ts'
import { createDoubtful, type Question } from './doubt.ts'
import { createNewest } from './newest.ts'
import { createOutcomes, movedChat } from './outcome.ts'
import { createProgress } from './progress.ts'
import { CALL_KINDS } from './slot.ts'
import { type Attempt, createWay } from './way.ts'

/** The way of a delivery to Telegram, from its row to the messages it becomes. SMS have a channel of their own. */
export function createTelegramChannel(deps: ChannelDeps): Channel & { readonly tidy: () => Promise<void> } {
  const { desk, read, budget, staffChatId } = deps
  const progress = createProgress(read)
  const way = createWay(deps, progress)
  const doubtful = createDoubtful(deps)
  const outcomeOf = createOutcomes(deps)

  return {
    waitMs: (delivery) => budget.waitMs(chatOf(delivery), CALL_KINDS[delivery.payload.kind]),
    send: (delivery, others = []) => send(delivery, others, true),
    newestBefore: createNewest({ links: read.links, seen: deps.seen, chatOf }),
    tidy: doubtful.tidy,
  }

  /** A group that has just become a supergroup gets the delivery under its new ID. */
  async function send(delivery: Delivery, others: readonly Delivery[], followsMove: boolean): Promise<Sent> {
    const chatId = chatOf(delivery)
    const attempt: Attempt = { delivery, chatId, links: [] }
    try {
      const { doubt } = delivery
      const question: Question | null = doubt && { delivery: { ...delivery, doubt }, chatId, others }
      return sent(attempt, question ? await ask(question, attempt) : await way(attempt))
    } catch (error) {
      const moved = followsMove ? movedChat(error) : null
      if (!moved) return sent(attempt, await outcomeOf(delivery, error))
      await desk.chats.migrated(moved.from, moved.to)
      return await send(delivery, others, false)
    }
  }

  function ask(question: Question, attempt: Attempt): Promise<Outcome> {
    return doubtful.asking(question, (api) => createWay({ ...deps, api }, progress)(attempt))
  }

  function chatOf({ destination }: Delivery): number {
    return destination.kind === 'chat' ? destination.chatId : staffChatId()
  }
}

function sent({ links, message, filesForbidden }: Attempt, outcome: Outcome): Sent {
  return { outcome, links, ...(message ? { message } : {}), ...(filesForbidden ? { filesForbidden } : {}) }
}
