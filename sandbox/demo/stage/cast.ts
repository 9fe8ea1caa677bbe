import { randomBytes } from 'node:crypto'
import type { Bot, Group, TelegramServer, User } from '../../server/telegram-server.ts'
import { type Language, namesIn } from './names.ts'

export type Role = 'owner' | 'member' | 'agent'

/** The bot, the people and the staff group of the demo. */
export interface Cast {
  readonly bot: Bot
  readonly people: readonly { readonly user: User; readonly role: Role }[]
  readonly staff: Group
}

const BOT = 'KubitSupportBot'
const ACCOUNTS: Record<Role, { username: string; phone: string }> = {
  owner: { username: 'ali_testco', phone: '989121234567' },
  member: { username: 'sara_testco', phone: '989351112233' },
  agent: { username: 'maryam_kubit', phone: '989107654321' },
}
const ROLES = ['owner', 'member', 'agent'] as const

/** Makes the demo's accounts and groups. The customer's group has just added the bot and is not activated yet. */
export function inviteCast(tg: TelegramServer, language: Language): Cast {
  avoidOldIds(tg)
  const names = namesIn(language)
  // One that nobody guesses: whoever has it may do in this Telegram what the bot may.
  const token = `${++tg.world.state.counters.bot}:${randomBytes(26).toString('base64url')}`
  const bot = tg.addBot({ username: BOT, name: names.bot, token })
  const [ali, sara, maryam] = ROLES.map((role) =>
    tg.addUser({ ...ACCOUNTS[role], ...names[role], languageCode: language }),
  ) as [User, User, User]
  const staff = tg.addGroup({ title: names.staff, kind: 'forum', members: [maryam] })
  staff.add(bot, { by: maryam, admin: true })
  const group = tg.addGroup({ title: names.group, kind: 'group', members: [ali, sara] })
  // An ordinary member in privacy mode: the harder case, in which the bot does not see every message.
  group.add(bot, { by: ali })
  return findCast(tg)
}

/** Finds the accounts and groups again in a restored Telegram. */
export function findCast(tg: TelegramServer): Cast {
  const bot = tg.bots().find(({ username }) => username === BOT)
  const staff = tg.groups().find(({ isForum }) => isForum)
  if (!bot || !staff) throw new Error('sandbox.json holds no demo; delete it to begin anew')
  const people = ROLES.flatMap((role) => {
    const user = tg.users().find(({ username }) => username === ACCOUNTS[role].username)
    return user ? [{ user, role }] : []
  })
  for (const { user } of people) user.chat(bot)
  return { bot, people, staff }
}

/** Moves the id counters: a new Telegram beside an old database must not use ids that the database knows. */
function avoidOldIds(tg: TelegramServer): void {
  const { counters } = tg.world.state
  const seconds = Math.floor(Date.now() / 1000)
  for (const counter of ['person', 'group', 'supergroup', 'bot'] as const) counters[counter] += seconds % 1e8
}
