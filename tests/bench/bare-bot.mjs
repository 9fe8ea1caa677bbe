// The yardstick: what grammY and its runner do with updates when nothing has to be kept.
import { run } from '@grammyjs/runner'
import { Bot } from 'grammy'

const { BOT_TOKEN, BOT_API_ROOT } = process.env
const bot = new Bot(BOT_TOKEN, { client: { apiRoot: BOT_API_ROOT } })
bot.on('message', (ctx) => ctx.reply(ctx.message.text))
run(bot)
