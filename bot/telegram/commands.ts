import type { Api } from 'grammy'
import type { BotCommand, BotCommandScope } from 'grammy/types'
import { LOCALES, type Locale } from '../../core/people/person.ts'
import type { Translator } from '../../locales/translate.ts'

const CUSTOMER = ['create_ticket', 'tickets', 'cancel', 'language', 'forget_me', 'help', 'start'] as const
const STAFF = ['queue', 'take', 'close', 'resend', 'note', 'help'] as const

/** Registers the command menus: for groups, private chats and the staff group, in each language. They grant nothing. */
export async function registerCommands(
  api: Api,
  texts: Translator,
  defaultLocale: Locale,
  staffChatId: number,
): Promise<void> {
  const customer = (locale: Locale): BotCommand[] =>
    CUSTOMER.map((command) => ({ command, description: texts.t(locale, `command-${command}`) }))
  const staff = (locale: Locale): BotCommand[] =>
    STAFF.map((command) => ({ command, description: texts.t(locale, `command-staff-${command}`) }))
  await register({ type: 'all_group_chats' }, customer)
  await register({ type: 'all_private_chats' }, customer)
  await register({ type: 'chat', chat_id: staffChatId }, staff)

  async function register(scope: BotCommandScope, commands: (locale: Locale) => BotCommand[]): Promise<void> {
    await api.setMyCommands(commands(defaultLocale), { scope })
    for (const locale of LOCALES) await api.setMyCommands(commands(locale), { scope, language_code: locale })
  }
}
