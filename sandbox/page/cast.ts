import type { Bot, Group, Telegram, User } from '../telegram.ts'

export type Role = 'owner' | 'member' | 'agent'

/** Who plays in the demo, and where. */
export interface Cast {
  readonly bot: Bot
  readonly people: readonly { readonly user: User; readonly role: Role }[]
  readonly staff: Group
}

const BOT = { username: 'KubitSupportBot', name: 'پشتیبانی کوبیت' }
const PEOPLE = [
  { role: 'owner', profile: persian('علی', 'رضایی', 'ali_testco', '989121234567') },
  { role: 'member', profile: persian('سارا', 'محمدی', 'sara_testco', '989351112233') },
  { role: 'agent', profile: persian('مریم', 'احمدی', 'maryam_kubit', '989107654321') },
] as const

/** Opens the demo's accounts and groups; the bot has just been added to the customer's and is not active there. */
export function inviteCast(tg: Telegram): Cast {
  avoidOldIds(tg)
  const bot = tg.addBot(BOT)
  const [ali, sara, maryam] = PEOPLE.map(({ profile }) => tg.addUser(profile)) as [User, User, User]
  const staff = tg.addGroup({ title: 'پشتیبانی کوبیت', kind: 'forum', members: [maryam] })
  staff.add(bot, { by: maryam, admin: true })
  const group = tg.addGroup({ title: 'پشتیبانی تست‌کو', kind: 'group', members: [ali, sara] })
  // An ordinary member in privacy mode: the harder of the two worlds.
  group.add(bot, { by: ali })
  return findCast(tg)
}

/** Finds them again in a Telegram that was kept. */
export function findCast(tg: Telegram): Cast {
  const bot = tg.bots().find(({ username }) => username === BOT.username)
  const staff = tg.groups().find(({ isForum }) => isForum)
  if (!bot || !staff) throw new Error('sandbox.json holds no demo; delete it to begin anew')
  const people = PEOPLE.flatMap(({ profile, role }) => {
    const user = tg.users().find(({ username }) => username === profile.username)
    return user ? [{ user, role }] : []
  })
  for (const { user } of people) user.chat(bot)
  return { bot, people, staff }
}

function persian(firstName: string, lastName: string, username: string, phone: string) {
  return { firstName, lastName, username, phone, languageCode: 'fa' }
}

/** A new Telegram beside an old database must not repeat ids that the database knows. */
function avoidOldIds(tg: Telegram): void {
  const { counters } = tg.world.state
  const seconds = Math.floor(Date.now() / 1000)
  for (const counter of ['person', 'group', 'supergroup', 'bot'] as const) counters[counter] += seconds % 1e8
}
