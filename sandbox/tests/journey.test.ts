import { InlineKeyboard } from 'grammy'
import { expect, test } from 'vitest'
import { buildWorld, createGrammy } from './_world.ts'

test('a grammY bot asks, gets a reply, and edits its message when a button is pressed', async () => {
  const world = await buildWorld()
  const { tg, ali, sara, group } = world
  const bot = createGrammy(world)
  bot.command('create_ticket', (ctx) =>
    ctx.reply('عنوان؟', {
      reply_parameters: { message_id: ctx.msg.message_id },
      reply_markup: { force_reply: true, selective: true },
    }),
  )
  bot.callbackQuery('send', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'ثبت شد' })
    await ctx.editMessageText('تیکت KT-1 ثبت شد')
  })
  bot.on('message:text', (ctx) =>
    ctx.reply(`«${ctx.msg.text}»؟`, { reply_markup: new InlineKeyboard().text('ارسال', 'send') }),
  )
  void bot.start()

  ali.in(group).send('/create_ticket@KubitSupportBot')
  const prompt = await group.untilMessage((message) => message.text === 'عنوان؟')
  expect(ali.forceReplyIn(group)).toBe(prompt)
  expect(sara.forceReplyIn(group)).toBeUndefined()

  ali.in(group).fillReplyBox('سرور خاموش است')
  const summary = await group.untilMessage((message) => message.buttonTexts.includes('ارسال'))
  expect(await sara.in(group).press(summary, 'ارسال').answer()).toEqual({ text: 'ثبت شد', showAlert: false })
  await tg.until(() => summary.text === 'تیکت KT-1 ثبت شد')
  expect(summary.buttons).toEqual([])
  expect(summary.history).toMatchObject([{ text: '«سرور خاموش است»؟', buttonTexts: ['ارسال'] }])
  await tg.settled()
  tg.assertClean()
})
