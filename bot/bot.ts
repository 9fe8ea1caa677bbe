import { type Bot, BotError } from 'grammy'
import type { Update } from 'grammy/types'
import type { BotContext, BotDeps } from './update/context.ts'
import { createChats } from './customer/chats.ts'
import { createCustomer } from './customer/customer.ts'
import { personSpeaking, speakerOf } from './update/speaker.ts'
import { refuseStaffActions } from './staff/refuse.ts'
import { createStaff } from './staff/staff.ts'
import { answerPress, asGrammy } from './telegram/calls.ts'
import { unitOf } from './update/unit.ts'

/** Mounts the bot's middleware on a grammY bot: who speaks, what happens to chats, then the staff's or the customers' side. */
export function mountBot(bot: Bot<BotContext>, deps: BotDeps): void {
  bot.use(async (ctx, next) => {
    ctx.unit = unitOf(ctx.update)
    ctx.formOwner = null
    ctx.api.config.use((call, method, payload, signal) =>
      call(method, payload, signal ?? asGrammy(ctx.unit.signal)),
    )
    ctx.speaker = ctx.callbackQuery
      ? personSpeaking(ctx.callbackQuery.from)
      : ctx.msg
        ? speakerOf(ctx.msg)
        : null
    const chosen = ctx.speaker?.isPerson ? await deps.read.people.localeOf(ctx.speaker.telegramId) : null
    ctx.locale = chosen ?? deps.defaultLocale()
    await next()
  })
  bot.use(createChats(deps))
  bot.filter((ctx) => ctx.chatId === deps.staffChatId()).use(createStaff(deps), stop)
  bot.use(refuseStaffActions(deps))
  bot.use(createCustomer(deps))
  bot.on('callback_query', async (ctx) => {
    await answerPress(ctx, deps.texts.t(ctx.locale, 'button-expired'), true)
  })
}

/** What the staff side leaves alone is nobody else's. */
function stop(): void {}

/** Handles one update; throws what the handler threw, not grammY's wrapping of it. */
export async function handleUpdate(bot: Bot<BotContext>, update: Update): Promise<void> {
  try {
    await bot.handleUpdate(update)
  } catch (error) {
    throw error instanceof BotError ? error.error : error
  }
}
