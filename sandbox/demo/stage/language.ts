import type { TelegramServer } from '../../server/telegram-server.ts'
import type { Cast } from './cast.ts'
import { type Language, namesIn } from './names.ts'

/** Renames people and groups for a language and sets it in the people's apps. */
export function rename(tg: TelegramServer, cast: Cast, to: Language): void {
  const names = namesIn(to)
  tg.user(cast.bot.id).change({ firstName: names.bot })
  for (const { user, role } of cast.people) user.change({ ...names[role], languageCode: to })
  for (const { id, chat } of tg.groups()) chat.title = id === cast.staff.id ? names.staff : names.group
  tg.world.changed()
}
