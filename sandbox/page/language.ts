import type { Bot, Telegram, User } from '../telegram.ts'
import type { Cast } from './cast.ts'
import { type Language, namesIn } from './names.ts'

const OWN_NAMES: Record<Language, string> = { fa: 'فارسی', en: 'English' }
const ANSWER_WITHIN_MS = 15_000

/** Gives everybody and every group the names of a language, and their apps the language itself. */
export function rename(tg: Telegram, cast: Cast, to: Language): void {
  const names = namesIn(to)
  tg.user(cast.bot.id).change({ firstName: names.bot })
  for (const { user, role } of cast.people) user.change({ ...names[role], languageCode: to })
  for (const { id, chat } of tg.groups()) chat.title = id === cast.staff.id ? names.staff : names.group
  tg.world.changed()
}

/** Everybody tells the bot which language they want, as people do; who gets no answer keeps the one they had. */
export async function chooseInBot(tg: Telegram, { bot, people }: Cast, to: Language): Promise<void> {
  await Promise.allSettled(people.map(({ user }) => choose(tg, user, bot, to)))
}

async function choose(tg: Telegram, user: User, bot: Bot, to: Language): Promise<void> {
  const chat = user.chat(bot)
  const asked = chat.send('/language')
  const question = await tg.until(
    () => chat.messages().find(({ id, buttonTexts }) => id > asked.id && buttonTexts.includes(OWN_NAMES[to])),
    { timeoutMs: ANSWER_WITHIN_MS },
  )
  chat.press(question, OWN_NAMES[to])
}
