import { describe, expect, it, vi } from 'vitest'
import { databases } from '../_support/databases.ts'
import { countRows, countUndone } from './_rows.ts'
import { type CrashWorld, PATIENCE, startCrashWorld } from './_world.ts'

describe.each(databases())('updates that Telegram delivers again on $name', ({ create }) => {
  it('change nothing: one by one, all at once, and after a restart', { timeout: 60_000 }, async () => {
    const database = await create()
    const world = await startCrashWorld(database)
    const { tg, bot, product } = world
    await liveThrough(world)
    const settled = async () => {
      await tg.settled(PATIENCE)
      await vi.waitFor(async () => expect(await countUndone(database)).toBe(0), {
        timeout: 20_000,
        interval: 50,
      })
      return {
        rows: await countRows(database),
        messages: tg.groups().map((group) => group.messages().length),
      }
    }
    const before = await settled()
    expect(before.rows).toMatchObject({ tickets: 2, messages: 3, attachments: 2 })
    const updates = Number(before.rows['inbox'])

    for (let index = 1; index <= updates; index++) {
      expect(tg.redeliver(bot.lastUpdateId - updates + index)).toBe(1)
      await tg.settled(PATIENCE)
    }
    expect(await settled()).toEqual(before)

    for (let time = 0; time < 3; time++) expect(tg.redeliver('all')).toBe(updates)
    expect(await settled()).toEqual(before)

    expect(await product.terminate()).toEqual({ code: 0, signal: null })
    tg.redeliver('all')
    await product.start()
    expect(await settled()).toEqual(before)
    tg.assertClean()
  })
})

/** An update of each kind that stores something. */
async function liveThrough(world: CrashWorld): Promise<void> {
  const { tg, bot, group, staff, customers, agents } = world
  const [ali, sara] = customers
  const [maryam] = agents
  if (!ali || !sara || !maryam) throw new Error('Somebody is missing.')
  const first = await world.openTicket()

  const at = ali.in(group)
  const asked = (after: number) =>
    tg.until(() => {
      const question = ali.forceReplyIn(group)
      return question && question.id > after ? question : null
    })
  const command = at.send(`/create_ticket@${bot.username}`)
  const title = at.reply(await asked(command.id), 'Title')
  at.reply(await asked(title.id), 'Description')
  for (const value of ['priority:low', 'category:sales', 'go:summary', 'submit']) {
    const isIt = (data: string | undefined) => data?.endsWith(`:${ali.id}:${value}`) === true
    const menu = await tg.until(() =>
      group.messages().find((message) => message.buttons.flat().some((button) => isIt(button.callback_data))),
    )
    at.press(menu, (button) => isIt(button.callback_data))
  }
  await tg.until(() => world.staffCardOf(first + 1), PATIENCE)

  const card = world.cardOf(first)
  const said = sara.in(group).reply(card, 'It does not work.')
  sara.in(group).edit(said, 'It does not work at all.')
  sara.in(group).album([{ caption: 'Look' }, {}], { replyTo: card })
  const topic = world.topicOf(first)
  // People's words wait for nobody else's: an album that came after the closing would reopen the ticket.
  await tg.until(() => staff.messages(topic).some(({ caption }) => caption.includes('Look')), PATIENCE)
  maryam.in(staff, topic).send('Switch it off and on.')
  maryam
    .in(staff, topic)
    .press(world.staffCardOf(first), ({ callback_data: data }) => data === `s:close:${first}`)
  await tg.until(() => staff.topic(topic).closed, PATIENCE)
}
