import { createHash } from 'node:crypto'
import { createChat } from '../world/chats.ts'
import { setMember } from '../activity/membership.ts'
import { postService } from '../activity/post.ts'
import { openTopics } from '../activity/topics.ts'
import type { Person } from '../world/state.ts'
import { TELEGRAM } from '../world/users.ts'
import type { World } from '../world/world.ts'

export interface BotOptions {
  username: string
  name?: string
  token?: string
  /** Privacy mode; on by default, as for a new bot of BotFather's. */
  privacy?: boolean
}

export type UserOptions = Pick<Person, 'firstName'> &
  Partial<Pick<Person, 'lastName' | 'username' | 'languageCode' | 'phone'>>

export interface GroupOptions {
  title: string
  kind: 'group' | 'supergroup' | 'forum'
  members?: { id: number }[]
  owner?: { id: number }
  username?: string
}

/** Registers a bot, or finds the one that has this username already. */
export function openAccount(world: World, options: BotOptions): number {
  const { state } = world
  const known = [...state.people.values()].find(
    ({ isBot, username }) => isBot && username === options.username,
  )
  if (known) return known.id
  const id = options.token ? Number(options.token.split(':')[0]) : ++state.counters.bot
  if (!Number.isSafeInteger(id) || id <= 0) throw new Error('a token looks like 123456:secret')
  const secret = createHash('sha256').update(`${id}${options.username}`).digest('base64url').slice(0, 35)
  state.people.set(id, {
    id,
    isBot: true,
    firstName: options.name ?? options.username,
    username: options.username,
  })
  state.bots.set(id, {
    id,
    token: options.token ?? `${id}:${secret}`,
    privacy: options.privacy ?? true,
    lastUpdateId: 100_000_000 + (id % 1000) * 1_000_000,
    queue: [],
    past: [],
    again: [],
    commands: new Map(),
    texts: new Map(),
    menuButtons: new Map(),
  })
  world.changed()
  return id
}

/** Registers a person. */
export function openPerson(world: World, options: UserOptions): number {
  const id = ++world.state.counters.person
  world.state.people.set(id, { id, isBot: false, ...options })
  world.changed()
  return id
}

/** Makes a group with its members. The owner is the first person among them when none is given. */
export function openGroup(world: World, options: GroupOptions): string {
  const { title, kind, members = [], username } = options
  const chat = createChat(world, kind === 'group' ? 'group' : 'supergroup', title)
  if (username !== undefined) chat.username = username
  if (kind === 'forum') openTopics(world, chat)
  const owner = options.owner ?? members.find(({ id }) => !world.state.bots.has(id))
  if (owner) chat.members.set(owner.id, { status: 'creator' })
  const by = owner?.id ?? TELEGRAM
  for (const { id } of members) {
    if (id === owner?.id) continue
    const readsAll = world.state.bots.get(id)?.privacy === false
    setMember(world, chat, id, by, { status: 'member', ...(readsAll && { readsAll }) })
  }
  const created = chat.kind === 'group' ? 'group_chat_created' : 'supergroup_chat_created'
  postService(world, chat, by, { [created]: true })
  return chat.key
}
