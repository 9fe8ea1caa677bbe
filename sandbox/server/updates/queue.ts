import type { Update } from '@grammyjs/types'
import type { BotAccount, QueuedUpdate, UpdateType } from '../world/state.ts'
import type { World } from '../world/world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const QUERY_MS = 150 * 1000
const KEPT = 2000
const OFF_BY_DEFAULT = new Set<UpdateType>(['chat_member', 'message_reaction', 'message_reaction_count'])

/** Queues an update for a bot if it asked for this kind. A later choice of kinds does not change what is queued. */
export function enqueue<T extends UpdateType>(
  world: World,
  bot: number,
  type: T,
  payload: NonNullable<Update[T]>,
): void {
  const account = world.state.bots.get(bot)
  if (!account || !wants(account, type)) return
  const update = { update_id: ++account.lastUpdateId, [type]: payload } as unknown as Update
  const lifetime = type === 'callback_query' ? QUERY_MS : DAY_MS
  account.queue.push({ update: structuredClone(update), expiresAt: world.now() + lifetime })
  world.changed()
  world.updateQueued(bot)
}

/** The updates that wait for a bot: those to deliver again, then the queue, oldest first. */
export function take(world: World, account: BotAccount, limit: number): Update[] {
  const again = account.again.splice(0, limit)
  expire(world, account)
  return [...again, ...account.queue.slice(0, limit - again.length)].map(({ update }) => update)
}

/** Takes confirmed updates off the queue: those below the offset. With an offset of -n all but the last n are. */
export function confirm(world: World, account: BotAccount, offset: number): void {
  expire(world, account)
  const first = offset < 0 ? (account.queue.at(offset) ?? account.queue[0])?.update.update_id : offset
  if (first === undefined) return
  const done = account.queue.filter(({ update }) => update.update_id < first)
  if (done.length > 0) {
    account.queue = account.queue.filter(({ update }) => update.update_id >= first)
    account.past = [...account.past, ...done].slice(-KEPT)
    world.changed()
  }
}

/** Takes an update off the queue that a webhook has accepted, or that is too old to deliver. */
export function settle(world: World, account: BotAccount, done: QueuedUpdate): void {
  account.queue = account.queue.filter((queued) => queued !== done)
  account.past = [...account.past.filter((queued) => queued !== done), done].slice(-KEPT)
  world.changed()
}

/** Queues updates again with the ids that they had; returns how many. */
export function redeliver(world: World, account: BotAccount, which: number | 'all'): number {
  const known = [...account.past, ...account.queue]
  const chosen: QueuedUpdate[] =
    which === 'all' ? known : known.filter(({ update }) => update.update_id === which)
  account.again.push(...chosen)
  world.changed()
  world.updateQueued(account.id)
  return chosen.length
}

/** Takes the updates of a kind that came after another off the queue; what it returns puts them at its end. */
export function withhold(world: World, account: BotAccount, after: number, type: UpdateType): () => void {
  const isHeld = ({ update }: QueuedUpdate) => update.update_id > after && type in update
  const held = account.queue.filter(isHeld)
  account.queue = account.queue.filter((queued) => !isHeld(queued))
  world.changed()
  return () => {
    for (const { update, expiresAt } of held)
      account.queue.push({ update: { ...update, update_id: ++account.lastUpdateId }, expiresAt })
    world.changed()
    world.updateQueued(account.id)
  }
}

function wants(account: BotAccount, type: UpdateType): boolean {
  return account.allowedUpdates ? account.allowedUpdates.includes(type) : !OFF_BY_DEFAULT.has(type)
}

function expire(world: World, account: BotAccount): void {
  const now = world.now()
  if (account.queue.some(({ expiresAt }) => expiresAt <= now)) {
    account.queue = account.queue.filter(({ expiresAt }) => expiresAt > now)
    world.changed()
  }
}
