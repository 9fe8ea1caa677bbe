import { type Bot, BotError } from 'grammy'
import type { Update } from 'grammy/types'
import type { BotContext, BotDeps } from './update/context.ts'
import { createChats } from './customer/chats.ts'
import { createCustomer } from './customer/customer.ts'
import { personSpeaking, speakerOf } from './update/speaker.ts'
import { refuseStaffActions } from './staff/refuse.ts'
import { createStaff } from './staff/staff.ts'
import { showAlert } from './telegram/press.ts'
import { plain } from './telegram/rich.ts'
import { isClosedTopic, sayElsewhere } from './telegram/send.ts'
import { asGrammy } from './telegram/signal.ts'
import { unitOf } from './update/unit.ts'

/** Mounts the handlers on a grammY bot: who speaks, what happens to chats, then the staff's or the customers' side. */
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
    try {
      await next()
    } catch (error) {
      await endInClosedTopic(ctx, deps, error)
    }
  })
  bot.use(createChats(deps))
  bot.filter((ctx) => ctx.chatId === deps.staffChatId()).use(createStaff(deps), stop)
  bot.use(refuseStaffActions(deps))
  bot.use(createCustomer(deps))
  bot.on('callback_query', async (ctx) => {
    await showAlert(ctx, deps.texts.t(ctx.locale, 'button-expired'))
  })
}

/** A question that can't be asked where it belongs is not asked; the person hears why. Throws any other error again. */
async function endInClosedTopic(ctx: BotContext, { texts }: BotDeps, error: unknown): Promise<void> {
  const cause = ctx.unit.error ?? (error instanceof BotError ? error.error : error)
  if (!isClosedTopic(cause)) throw error
  ctx.unit.forms.clear()
  ctx.unit.error = undefined
  await sayElsewhere(ctx, plain(texts.t(ctx.locale, 'topic-closed')))
}

/** What happens in the staff group goes no further than the staff's side. */
function stop(): void {}

/** Handles one update. Throws what the handler threw, without grammY's wrapper. */
export async function handleUpdate(bot: Bot<BotContext>, update: Update): Promise<void> {
  try {
    await bot.handleUpdate(update)
  } catch (error) {
    throw error instanceof BotError ? error.error : error
  }
}
