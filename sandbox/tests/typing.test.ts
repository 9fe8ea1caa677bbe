import { expect, test } from 'vitest'
import { buildWorld } from './_world.ts'

test('who writes is shown in the chat and topic where they write, until it is there', async () => {
  const { tg, bot, staff, maryam, call } = await prepare()
  const topic = staff.createTopic(maryam, 'KT-1')
  const typing = () => tg.view().chats.find(({ id }) => id === staff.id)?.typing
  await call('sendChatAction', { chat_id: staff.id, message_thread_id: topic, action: 'typing' })
  maryam.in(staff).type()
  expect(typing()).toEqual([
    { person: bot.id, topic },
    { person: maryam.id, topic: 1 },
  ])
  await call('sendMessage', { chat_id: staff.id, message_thread_id: topic, text: 'x' })
  maryam.in(staff).send('y')
  expect(typing()).toEqual([])
  await call('sendChatAction', { chat_id: staff.id, action: 'upload_photo' })
  expect(typing()).toEqual([])
  expect(JSON.stringify(tg.snapshot())).not.toContain('typing')
})

async function prepare() {
  const world = await buildWorld()
  const maryam = world.tg.addUser({ firstName: 'مریم' })
  const staff = world.tg.addGroup({ title: 'پشتیبان‌ها', kind: 'forum', members: [maryam] })
  staff.add(world.bot, { admin: true })
  return { ...world, maryam, staff }
}
