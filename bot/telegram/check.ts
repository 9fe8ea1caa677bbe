import type { Api } from 'grammy'
import type { ChatMember, UserFromGetMe } from 'grammy/types'
import type { Proxy } from '../route/proxy.ts'
import { createRoute } from '../route/route.ts'
import { createBudget } from './budget.ts'
import { createSeen } from './seen.ts'
import { createClient } from './client.ts'
import { classifyTelegramError } from './errors.ts'

/** One thing that was looked at; `advice` says what to do about it. */
export interface Finding {
  readonly level: 'ok' | 'note' | 'problem'
  readonly text: string
  readonly advice?: string
}

export interface TelegramToCheck {
  readonly token: string
  readonly apiRoot: string
  readonly proxies: readonly Proxy[]
  readonly staffChatId: number
  readonly webhookUrl: string | null
}

/** Looks at a bot from outside: its token, privacy mode, staff group, and how its updates come. Changes nothing. */
export async function checkTelegram(telegram: TelegramToCheck): Promise<Finding[]> {
  const clock = () => new Date()
  const route = createRoute({ ...telegram, clock, logger: SILENT })
  const { api } = createClient({ ...telegram, route, budget: createBudget({ clock }), seen: createSeen() })
  try {
    return await look(api, telegram)
  } finally {
    await route.close()
  }
}

/** What is found is said by the doctor. */
const SILENT = { info() {}, warn() {}, error() {} }

async function look(api: Api, { staffChatId, webhookUrl }: TelegramToCheck): Promise<Finding[]> {
  let me: UserFromGetMe
  try {
    me = await api.getMe()
  } catch (error) {
    return [unreachable(error)]
  }
  return [
    { level: 'ok', text: `The token is @${me.username}'s.` },
    privacyOf(me),
    ...(await staffGroup(api, me, staffChatId)),
    await updates(api, webhookUrl),
  ]
}

function unreachable(error: unknown): Finding {
  const { kind } = classifyTelegramError(error)
  return kind === 'unauthorized' || kind === 'refused'
    ? {
        level: 'problem',
        text: 'Telegram refuses the token.',
        advice: 'Copy it again from BotFather (/mybots, API Token).',
      }
    : {
        level: 'problem',
        text: 'Telegram cannot be reached.',
        advice: 'Check the network, a proxy, and BOT_API_ROOT.',
      }
}

function privacyOf(me: UserFromGetMe): Finding {
  if (me.can_read_all_group_messages)
    return { level: 'ok', text: 'Privacy mode is off: plain answers in groups are seen.' }
  return {
    level: 'note',
    text: 'Privacy mode is on: in groups where the bot is no admin, answers count as replies only.',
    advice:
      'To have plain answers count too: BotFather, /setprivacy, Disable; then add the bot to its groups again.',
  }
}

async function staffGroup(api: Api, me: UserFromGetMe, staffChatId: number): Promise<Finding[]> {
  try {
    const chat = await api.getChat(staffChatId)
    if (chat.type !== 'supergroup' && chat.type !== 'group') {
      return [
        {
          level: 'problem',
          text: 'STAFF_CHAT_ID is no group.',
          advice: 'Send /start in the staff group; the bot prints its ID.',
        },
      ]
    }
    const member = await api.getChatMember(staffChatId, me.id)
    return [topics(chat.type === 'supergroup' && chat.is_forum === true), ...rights(member)]
  } catch (error) {
    const fault = classifyTelegramError(error)
    if (fault.kind === 'migrated') {
      return [
        {
          level: 'problem',
          text: 'The staff group has become a supergroup.',
          advice: `Set STAFF_CHAT_ID=${fault.to}.`,
        },
      ]
    }
    return [
      {
        level: 'problem',
        text: 'The bot is not in the staff group.',
        advice: 'Add it to the group, and check STAFF_CHAT_ID.',
      },
    ]
  }
}

function topics(on: boolean): Finding {
  if (on) return { level: 'ok', text: 'The staff group has topics: each ticket gets one.' }
  return {
    level: 'note',
    text: 'The staff group has no topics: tickets are answered by replies.',
    advice: "Switch topics on in the group's settings.",
  }
}

function rights(member: ChatMember): Finding[] {
  if (member.status !== 'administrator') {
    return [
      {
        level: 'problem',
        text: 'The bot is no admin of the staff group.',
        advice: 'Make it one: it may manage topics and delete messages.',
      },
    ]
  }
  const missing = [
    member.can_manage_topics ? [] : 'manage topics',
    member.can_delete_messages ? [] : 'delete messages',
  ].flat()
  if (missing.length === 0)
    return [{ level: 'ok', text: 'The bot has the rights it needs in the staff group.' }]
  return [
    {
      level: 'problem',
      text: `The bot may not ${missing.join(' and ')} in the staff group.`,
      advice: 'Give it these admin rights.',
    },
  ]
}

async function updates(api: Api, wanted: string | null): Promise<Finding> {
  const { url = '', last_error_message: error, pending_update_count: pending } = await api.getWebhookInfo()
  if (wanted === null) {
    return url === ''
      ? { level: 'ok', text: `Updates are polled; ${pending} wait.` }
      : {
          level: 'note',
          text: 'A webhook is set although updates are polled.',
          advice: 'The product gives it up when it starts.',
        }
  }
  if (url !== wanted)
    return {
      level: 'note',
      text: 'The webhook is not set yet.',
      advice: 'The product sets it when it starts.',
    }
  if (error === undefined) return { level: 'ok', text: `The webhook is set; ${pending} updates wait.` }
  return {
    level: 'problem',
    text: `Telegram could not use the webhook: ${error}.`,
    advice: 'Check PUBLIC_URL, its certificate and the proxy behind it.',
  }
}
