import { describe, expect, it } from 'vitest'
import { formOf } from '../_support/form.ts'
import { read, startWorld, type World } from '../_support/world.ts'

interface TicketJson {
  readonly ref: string
  readonly status: string
  readonly assignee: { readonly name: string } | null
  readonly history: readonly { readonly from: string | null; readonly to: string; readonly cause: string }[]
}

const ticketIn = async (world: World, ref = 'KT-1') =>
  (await world.panel.call<TicketJson>('GET', `/api/v1/tickets/${ref}`)).body
const topicOf = (world: World) => {
  const [topic] = world.staff.topics()
  if (!topic) throw new Error('the staff group has no topic')
  return topic
}

describe.each([
  { name: 'as a member that privacy mode keeps deaf', options: { groupAdmin: false, privacy: true } },
  { name: 'as an admin that sees everything', options: { groupAdmin: true, privacy: true } },
])('a ticket lives its whole life with the bot $name', ({ options }) => {
  it('from the group to the staff and back, until it is closed', async () => {
    const world = await startWorld(options)
    const { ali, maryam, group, staff, sms } = world

    const card = await formOf(world, ali).submit({ title: 'سرور قطع است' })
    expect(read(card.text)).toContain('تیکت KT-1 ثبت شد')
    expect(await ticketIn(world)).toMatchObject({ status: 'awaiting_response', assignee: null })

    const topic = topicOf(world)
    expect(read(topic.name)).toBe('KT-1 · سرور قطع است')
    const staffCard = staff.last(world.bot, topic.id)
    if (!staffCard) throw new Error('no card in the topic')
    await maryam.in(staff, topic.id).press(staffCard, 'شروع بررسی').answer()
    await world.settle()
    expect(await ticketIn(world)).toMatchObject({ status: 'in_progress', assignee: { name: 'مریم' } })
    expect(read(card.text)).toContain('در حال انجام')

    const answer = maryam.in(staff, topic.id).send('لطفاً یک بار خاموش و روشن کنید.')
    await world.settle()
    const delivered = group.last(world.bot)
    expect(read(delivered?.text)).toContain('KT-1')
    expect(delivered?.text).toContain('لطفاً یک بار خاموش و روشن کنید.')
    expect(delivered?.replyTo).toBe(card.id)
    expect(answer.reactions).toContainEqual(expect.objectContaining({ by: world.bot.id }))
    expect(await ticketIn(world)).toMatchObject({ status: 'awaiting_customer' })

    if (!delivered) throw new Error('no answer')
    ali.in(group).reply(delivered, 'درست شد، ممنون')
    await world.settle()
    expect(staff.last(world.bot, topic.id)?.text).toContain('درست شد، ممنون')
    expect(await ticketIn(world)).toMatchObject({ status: 'awaiting_response', assignee: { name: 'مریم' } })

    await ali.in(group).press(card, 'بستن تیکت').answer()
    await world.settle()
    expect(read(card.text)).toContain('آیا مطمئن هستید که می‌خواهید تیکت KT-1 را ببندید؟')
    await ali.in(group).press(card, 'تأیید').answer()
    await world.settle()
    expect(read(card.text)).toContain('بسته')
    expect(staff.topic(topic.id).closed).toBe(true)

    const closed = await ticketIn(world)
    expect(closed.history.map(({ from, to, cause }) => [from, to, cause])).toEqual([
      [null, 'awaiting_response', 'created'],
      ['awaiting_response', 'in_progress', 'taken'],
      ['in_progress', 'awaiting_customer', 'agent_message'],
      ['awaiting_customer', 'awaiting_response', 'customer_message'],
      ['awaiting_response', 'closed', 'closed_by_customer'],
    ])
    expect(sms).toHaveLength(0)
  })
})
