import { Bot } from 'grammy'
import { createTelegramServer } from '../index.ts'

// A Telegram with one bot and two people in a group.
const tg = await createTelegramServer()
const account = tg.addBot({ username: 'EchoBot' })
const ali = tg.addUser({ firstName: 'Ali' })
const sara = tg.addUser({ firstName: 'Sara' })
const group = tg.addGroup({ title: 'Friends', kind: 'supergroup', members: [ali, sara] })
group.add(account, { by: ali })

// Any bot that can use another Bot API server, in any language, connects in this way.
const bot = new Bot(account.token, { client: { apiRoot: tg.apiRoot } })
bot.command('echo', (ctx) =>
  ctx.reply(ctx.match, {
    reply_markup: { inline_keyboard: [[{ text: 'Again', callback_data: 'again' }]] },
  }),
)
bot.callbackQuery('again', (ctx) => ctx.answerCallbackQuery(`Again, ${ctx.from.first_name}!`))
void bot.start()

// People write and press; the test waits for what the bot makes of it.
ali.in(group).send('/echo@EchoBot hello')
const echo = await group.untilMessage(({ text }) => text === 'hello')
const answer = await sara.in(group).press(echo, 'Again').answer()
process.stdout.write(`${echo.from.name}: ${echo.text}, then: ${answer.text}\n`)

// Throws if the bot has broken a rule of the Bot API.
tg.assertClean()
await bot.stop()
await tg.close()
