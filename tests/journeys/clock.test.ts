import { describe, expect, it } from 'vitest'
import { createApp } from '../../app.ts'
import { createLogger } from '../../logger.ts'
import { read, startWorld, type World, type WorldOptions } from '../_support/world.ts'
import { answerTicket, apiOf, botSays, HOUR, inTopic, lastSaid, must, openTicket, topicId } from './_story.ts'

const SECOND = 1_000
const LIMIT = 48 * HOUR

const statusOf = async (world: World) => (await apiOf(world.panel).ticket()).status
const pass = async (world: World, ms: number) => {
  world.advance(ms)
  await world.app.sweep()
  await world.settle()
}
/** A ticket that awaits its customer. */
const waiting = async (options: WorldOptions = {}) => {
  const world = await startWorld(options)
  const card = await openTicket(world)
  await answerTicket(world, 'لطفاً امتحان کنید.')
  expect(await statusOf(world)).toBe('awaiting_customer')
  return { world, card }
}

describe('48 hours after the agent’s last message', () => {
  it('and not a second before, the ticket closes, and everybody reads so', async () => {
    const { world, card } = await waiting()
    await pass(world, LIMIT - 5 * SECOND)
    expect(await statusOf(world)).toBe('awaiting_customer')
    await pass(world, 5 * SECOND)
    expect(await statusOf(world)).toBe('closed')
    expect(read(card.text)).toContain('وضعیت: بسته')
    expect(read(lastSaid(world).text)).toContain('چون پاسخی از شما نرسید، تیکت KT-1 بسته شد')
    expect(lastSaid(world).buttonTexts).toEqual(['بازگشایی'])
    expect(inTopic(world).at(-1)).toContain('چون پاسخی از مشتری نرسید، تیکت بسته شد')
    expect(world.staff.topic(topicId(world)).closed).toBe(true)
    const { history } = await apiOf(world.panel).ticket()
    expect(history.at(-1)).toMatchObject({
      from: 'awaiting_customer',
      to: 'closed',
      cause: 'no_reply',
      by: { side: 'system' },
    })
    await pass(world, HOUR)
    expect((await apiOf(world.panel).ticket()).history).toHaveLength(history.length)
  })

  it('counts from the last of several', async () => {
    const { world } = await waiting()
    await pass(world, LIMIT - HOUR)
    await answerTicket(world, 'خبری نشد؟')
    await pass(world, HOUR + 5 * SECOND)
    expect(await statusOf(world)).toBe('awaiting_customer')
    await pass(world, LIMIT - HOUR)
    expect(await statusOf(world)).toBe('closed')
  })

  it('they begin when the message has arrived, and not before', async () => {
    const { world } = await waiting()
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    await answerTicket(world, 'نمی‌رسد')
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('awaiting_customer')
    world.group.add(world.bot, { by: world.ali })
    await world.settle()
    await pass(world, 5 * SECOND)
    expect(
      botSays(world)
        .map(({ text }) => read(text))
        .join(),
    ).toContain('نمی‌رسد')
    await pass(world, LIMIT - 10 * SECOND)
    expect(await statusOf(world)).toBe('awaiting_customer')
    await pass(world, 10 * SECOND)
    expect(await statusOf(world)).toBe('closed')
  })

  it('what Telegram refused starts none', async () => {
    const world = await startWorld()
    await openTicket(world)
    const refusal = { kind: 'error', code: 400, description: 'Bad Request: no' } as const
    world.tg.fail({ method: 'sendMessage', chat: world.group, error: refusal })
    await answerTicket(world, 'نمی‌رسد')
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('awaiting_customer')
    await answerTicket(world, 'می‌رسد')
    await pass(world, LIMIT)
    expect(await statusOf(world)).toBe('closed')
  })

  it('a note starts no clock and stops none', async () => {
    const world = await startWorld()
    await openTicket(world)
    await answerTicket(world, '// فقط یادداشت')
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('awaiting_response')
    await answerTicket(world, 'پاسخ')
    await pass(world, LIMIT - HOUR)
    await answerTicket(world, '// دوباره یادداشت')
    await pass(world, HOUR)
    expect(await statusOf(world)).toBe('closed')
  })

  it.each([
    [
      'the group',
      async (world: World) => {
        world.sara.in(world.group).reply(lastSaid(world), 'دارم امتحان می‌کنم')
        await world.settle()
      },
    ],
    [
      'the panel',
      async (world: World) => {
        const { status } = await world.panel.call('POST', '/api/v1/tickets/KT-1/messages', {
          text: 'دارم امتحان می‌کنم',
        })
        if (status !== 201) throw new Error(`the panel's message was answered with ${status}`)
      },
    ],
  ] as const)('a customer’s message through %s cancels it', async (_door, write) => {
    const { world } = await waiting()
    await pass(world, LIMIT - SECOND * 5)
    await write(world)
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('awaiting_response')
  })

  it('a customer’s message in a private chat cancels it', async () => {
    const world = await startWorld()
    const { ali, bot } = world
    await apiOf(world.panel).tickets()
    ali.start(bot)
    ali.chat(bot).contact({ own: true })
    const at = ali.chat(bot)
    at.send('/create_ticket')
    await world.settle()
    at.fillReplyBox('خصوصی')
    await world.settle()
    at.fillReplyBox('شرح')
    await world.settle()
    const menu = must(at.last(bot))
    for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
      await at.press(menu, button).answer()
      await world.settle()
    }
    await answerTicket(world, 'پاسخ')
    await pass(world, LIMIT - HOUR)
    at.send('من هستم')
    await world.settle()
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('awaiting_response')
  })

  it('being taken cancels it', async () => {
    const { world } = await waiting()
    world.maryam.in(world.staff, topicId(world)).send(`/take@${world.bot.username}`)
    await world.settle()
    expect(await statusOf(world)).toBe('in_progress')
    await pass(world, 3 * LIMIT)
    expect(await statusOf(world)).toBe('in_progress')
  })

  it('an answer to a ticket that time has closed opens it again, either way', async () => {
    const { world, card } = await waiting()
    await pass(world, LIMIT)
    world.ali.in(world.group).reply(card, 'ببخشید، دیر شد')
    await world.settle()
    expect(await statusOf(world)).toBe('awaiting_response')
    await answerTicket(world, 'اشکالی ندارد')
    await pass(world, LIMIT)
    expect(await statusOf(world)).toBe('closed')
    await answerTicket(world, 'یک چیز دیگر')
    expect(await statusOf(world)).toBe('awaiting_customer')
    await pass(world, LIMIT)
    expect(await statusOf(world)).toBe('closed')
  })
})

it('closes after what the setting says, or never', async () => {
  const short = await waiting({ env: { AUTO_CLOSE_AFTER: '90s' } })
  await pass(short.world, 85 * SECOND)
  expect(await statusOf(short.world)).toBe('awaiting_customer')
  await pass(short.world, 5 * SECOND)
  expect(await statusOf(short.world)).toBe('closed')

  const never = await waiting({ env: { AUTO_CLOSE_AFTER: 'off' } })
  await pass(never.world, 1000 * LIMIT)
  expect(await statusOf(never.world)).toBe('awaiting_customer')
})

describe('after a downtime', () => {
  const restart = async (world: World) => {
    const app = await createApp(world.config, {
      logger: createLogger({ level: 'silent' }),
      clock: () => new Date(world.now()),
    })
    const { port } = await app.start()
    const panel = world.panelFor(world.panel.user)
    return { app, port, panel }
  }

  it('what is due closes, once; and a reply that waits at Telegram wins over the clock', async () => {
    const { world, card } = await waiting()
    await openTicket(world, { title: 'دومی' })
    await answerTicket(world, 'این هم', 2)
    await world.app.stop()

    world.advance(LIMIT - HOUR)
    world.ali.in(world.group).reply(card, 'جواب من پیش از موعد')
    world.advance(10 * HOUR)
    const { app } = await restart(world)
    try {
      await world.tg.settled()
      await world.tg.until(
        () => botSays(world).some(({ text }) => read(text).includes('چون پاسخی از شما نرسید، تیکت KT-2')),
        {
          what: 'the other ticket closes',
        },
      )
      await app.settle()
      expect(read(card.text)).toContain('وضعیت: منتظر پاسخ')
      expect(inTopic(world, 1).at(-1)).toContain('جواب من پیش از موعد')
      expect(world.staff.topic(topicId(world, 2)).closed).toBe(true)
      expect(botSays(world).filter(({ text }) => read(text).includes('چون پاسخی از شما نرسید'))).toHaveLength(
        1,
      )
    } finally {
      await app.stop()
    }
  })
})
