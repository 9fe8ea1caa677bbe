import { DeskError } from '../../core/foundation/errors.ts'

/** The address that adds the bot to a group and sends the code there. Throws before Telegram has told the bot's name. */
export function addBotUrl(botName: string | null, code: string): string {
  if (botName === null) throw new DeskError('telegram_unavailable')
  return `https://t.me/${encodeURIComponent(botName)}?startgroup=${encodeURIComponent(code)}`
}
