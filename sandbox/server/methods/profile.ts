import type { BotCommandScope, MenuButton } from '@grammyjs/types'
import { personOf, toUser } from '../world/users.ts'
import type { BotAccount } from '../world/state.ts'
import { readableChat } from '../calls/access.ts'
import type { Call, Handlers } from '../calls/call.ts'
import { violation } from '../rules/errors.ts'

export const profileMethods: Handlers = {
  getMe({ world, bot }) {
    return {
      ...toUser(world, bot.id),
      can_join_groups: true,
      can_read_all_group_messages: !bot.privacy,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    }
  },
  setMyCommands(call, params) {
    if (params.commands.length > 100) throw violation('BOT_COMMANDS_TOO_MUCH')
    for (const { command, description } of params.commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) throw violation('BOT_COMMAND_INVALID')
      if (description.length < 1 || description.length > 256)
        throw violation('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    call.bot.commands.set(commandsKey(call, params.scope, params.language_code), [...params.commands])
    call.world.changed()
    return true
  },
  getMyCommands: (call, params) =>
    call.bot.commands.get(commandsKey(call, params.scope, params.language_code)) ?? [],
  deleteMyCommands(call, params) {
    call.bot.commands.delete(commandsKey(call, params.scope, params.language_code))
    call.world.changed()
    return true
  },
  setMyName: ({ bot }, params) => setText(bot, 'name', params.name, params.language_code, 64),
  getMyName: ({ bot, world }, params) => ({
    name: bot.texts.get(textKey('name', params.language_code)) ?? personOf(world, bot.id).firstName,
  }),
  setMyDescription: ({ bot }, params) =>
    setText(bot, 'description', params.description, params.language_code, 512),
  getMyDescription: ({ bot }, params) => ({
    description: bot.texts.get(textKey('description', params.language_code)) ?? '',
  }),
  setMyShortDescription: ({ bot }, params) =>
    setText(bot, 'short_description', params.short_description, params.language_code, 120),
  getMyShortDescription: ({ bot }, params) => ({
    short_description: bot.texts.get(textKey('short_description', params.language_code)) ?? '',
  }),
  setChatMenuButton({ bot }, params) {
    const button: MenuButton = params.menu_button ?? { type: 'default' }
    if (button.type === 'web_app' && !button.web_app.url.startsWith('https://')) {
      throw violation(
        `menu button Web App URL '${button.web_app.url}' is invalid: Only HTTPS links are allowed`,
      )
    }
    bot.menuButtons.set(String(params.chat_id ?? 'default'), button)
    return true
  },
  getChatMenuButton: ({ bot }, params) =>
    bot.menuButtons.get(String(params.chat_id ?? 'default')) ??
    bot.menuButtons.get('default') ?? { type: 'default' },
}

/** The key of a list of commands: scope, chat, person, language. */
function commandsKey(
  { world, bot }: Call,
  scope: BotCommandScope = { type: 'default' },
  language = '',
): string {
  const chat = 'chat_id' in scope ? readableChat(world, bot, scope.chat_id).id : ''
  const user = 'user_id' in scope ? scope.user_id : ''
  return [scope.type, chat, user, language].join('|')
}

function textKey(field: string, language = ''): string {
  return `${field}|${language}`
}

function setText(bot: BotAccount, field: string, text = '', language = '', max: number): true {
  if (text.length > max) throw violation(`${field} must be at most ${max} characters long`)
  bot.texts.set(textKey(field, language), text)
  return true
}
