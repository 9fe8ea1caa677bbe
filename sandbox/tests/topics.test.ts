import type { ForumTopic, Message } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { buildWorld, type WorldOptions } from './_world.ts'

async function prepare(options: WorldOptions = {}) {
  const world = await buildWorld({ kind: 'forum', admin: true, ...options })
  await world.updates()
  const chat_id = world.group.id
  const say = (params: object) => world.call<Message>('sendMessage', { chat_id, text: 'x', ...params })
  const refused = async (method: string, params: object) =>
    (await world.refuse(method, { chat_id, ...(method === 'sendMessage' && { text: 'x' }), ...params }))
      .description
  return { ...world, chat_id, say, refused }
}

describe('a topic', () => {
  test('is made, renamed, closed, reopened by the bot, which hears of it itself', async () => {
    const { call, chat_id, updates, bot, group } = await prepare()
    const topic = await call<ForumTopic>('createForumTopic', {
      chat_id,
      name: 'KT-1 · سرور',
      icon_color: 16478047,
    })
    const { message_thread_id } = topic
    expect(topic).toEqual({ message_thread_id, name: 'KT-1 · سرور', icon_color: 16478047 })
    await call('editForumTopic', { chat_id, message_thread_id, name: 'KT-1 · شبکه' })
    await call('closeForumTopic', { chat_id, message_thread_id })
    await call('reopenForumTopic', { chat_id, message_thread_id })
    const own = { from: { id: bot.id }, message_thread_id, is_topic_message: true }
    const found = await updates()
    expect(found[0]?.message).not.toHaveProperty('reply_to_message')
    expect(found).toMatchObject([
      { message: { ...own, message_id: message_thread_id, forum_topic_created: { name: 'KT-1 · سرور' } } },
      { message: { ...own, forum_topic_edited: { name: 'KT-1 · شبکه' } } },
      { message: { ...own, forum_topic_closed: {} } },
      { message: { ...own, forum_topic_reopened: {} } },
    ])
    expect(group.topics()).toEqual([{ id: message_thread_id, name: 'KT-1 · شبکه' }])
  })

  test('shows its messages as replies to its beginning, unless they reply to something', async () => {
    const { group, ali, updates, say } = await prepare()
    const id = group.createTopic(ali, 'KT-1')
    await updates()
    const first = ali.in(group, id).send('سلام')
    ali.in(group, id).reply(first, 'و')
    const sent = await say({ message_thread_id: id })
    expect(await updates()).toMatchObject([
      {
        message: {
          message_thread_id: id,
          is_topic_message: true,
          reply_to_message: { message_id: id, forum_topic_created: {} },
        },
      },
      { message: { is_topic_message: true, reply_to_message: { message_id: first.id } } },
    ])
    expect(sent).toMatchObject({
      message_thread_id: id,
      is_topic_message: true,
      reply_to_message: { message_id: id },
    })
    expect(group.messages(id).map(({ text }) => text)).toEqual(['', 'سلام', 'و', 'x'])
  })

  test('is found by a reply alone', async () => {
    const { group, ali, say } = await prepare()
    const id = group.createTopic(ali, 'KT-1')
    const first = ali.in(group, id).send('سلام')
    expect(await say({ reply_parameters: { message_id: first.id } })).toMatchObject({
      message_thread_id: id,
      is_topic_message: true,
      reply_to_message: { message_id: first.id },
    })
  })

  test('takes a reply to another topic as one from elsewhere', async () => {
    const { group, ali, say } = await prepare()
    const [one, two] = [group.createTopic(ali, '1'), group.createTopic(ali, '2')]
    const first = ali.in(group, one).send('سلام')
    const sent = await say({ message_thread_id: two, reply_parameters: { message_id: first.id } })
    expect(sent).toMatchObject({ message_thread_id: two, external_reply: { message_id: first.id } })
    expect(sent.reply_to_message).toBeUndefined()
  })
})

describe('General', () => {
  test('has no id: leave it out, 1 is not found', async () => {
    const { tg, ali, group, updates, say, refused } = await prepare()
    ali.in(group, 1).send('سلام')
    const [update] = await updates()
    expect(update?.message).not.toHaveProperty('message_thread_id')
    expect(update?.message).not.toHaveProperty('is_topic_message')
    expect(await say({})).not.toHaveProperty('message_thread_id')
    expect(await refused('sendMessage', { message_thread_id: 1 })).toBe(
      'Bad Request: message thread not found',
    )
    expect(tg.violations).toHaveLength(1)
  })

  test('gives replies a thread id that is no topic', async () => {
    const { ali, group, updates, refused } = await prepare()
    const root = ali.in(group).send('سلام')
    ali.in(group).reply(ali.in(group).reply(root, 'و'), 'باز')
    const replies = (await updates()).slice(1)
    for (const { message } of replies) {
      expect(message).toMatchObject({ message_thread_id: root.id })
      expect(message).not.toHaveProperty('is_topic_message')
    }
    expect(replies).toHaveLength(2)
    expect(await refused('sendMessage', { message_thread_id: root.id })).toBe(
      'Bad Request: message thread not found',
    )
  })

  test('can be closed, too', async () => {
    const { ali, group, refused } = await prepare()
    group.closeTopic(ali, 1)
    expect(await refused('sendMessage', {})).toBe('Bad Request: TOPIC_CLOSED')
  })
})

test('a supergroup without topics numbers its reply threads, and ignores a thread id', async () => {
  const { ali, group, updates, say } = await prepare({ kind: 'supergroup' })
  const root = ali.in(group).send('سلام')
  ali.in(group).reply(root, 'و')
  expect((await updates())[1]?.message).toMatchObject({ message_thread_id: root.id })
  expect(await say({ message_thread_id: 777 })).not.toHaveProperty('message_thread_id')
})

describe('what is refused', () => {
  test('posting into a closed topic, unless the switch lets administrators', async () => {
    const { tg, ali, sara, group, say, refused } = await prepare()
    const id = group.createTopic(ali, 'KT-1')
    group.closeTopic(ali, id)
    expect(await refused('sendMessage', { message_thread_id: id })).toBe('Bad Request: TOPIC_CLOSED')
    expect(() => sara.in(group, id).send('x')).toThrow('is closed')
    ali.in(group, id).send('x')
    tg.switches.closedTopicsAcceptAdmins = true
    await say({ message_thread_id: id })
  })

  test('posting into a deleted topic, in two ways', async () => {
    const { tg, ali, group, call, chat_id, refused, updates } = await prepare()
    const [one, two, three] = [
      group.createTopic(ali, '1'),
      group.createTopic(ali, '2'),
      group.createTopic(ali, '3'),
    ]
    const inside = ali.in(group, one).send('x')
    await updates()
    group.deleteTopic(one)
    group.deleteTopic(two, { error: 'TOPIC_ID_INVALID' })
    await call('deleteForumTopic', { chat_id, message_thread_id: three })
    expect(await updates()).toEqual([])
    expect(inside.deleted).toBe(true)
    expect(await refused('sendMessage', { message_thread_id: one })).toBe(
      'Bad Request: message thread not found',
    )
    expect(await refused('sendMessage', { message_thread_id: two })).toBe('Bad Request: TOPIC_ID_INVALID')
    tg.switches.deletedTopicError = 'TOPIC_DELETED'
    expect(await refused('sendMessage', { message_thread_id: one })).toBe('Bad Request: TOPIC_DELETED')
    expect(await refused('closeForumTopic', { message_thread_id: three })).toBe('Bad Request: TOPIC_DELETED')
    await call('sendChatAction', { chat_id, message_thread_id: one, action: 'typing' })
  })

  test('posting into a topic after topics were turned off', async () => {
    const { ali, group, refused } = await prepare()
    const id = group.createTopic(ali, '1')
    group.disableTopics()
    expect(await refused('sendMessage', { message_thread_id: id })).toBe(
      'Bad Request: message thread not found',
    )
    expect(await refused('createForumTopic', { name: 'x' })).toBe('Bad Request: the chat is not a forum')
  })

  test('acting without the right', async () => {
    const { ali, group, bot, refused, call, chat_id } = await prepare()
    const message_thread_id = group.createTopic(ali, '1')
    const own = await call<ForumTopic>('createForumTopic', { chat_id, name: 'از ما' })
    group.promote(bot, { can_manage_topics: false, can_delete_messages: false })
    expect(await refused('createForumTopic', { name: 'x' })).toBe(
      'Bad Request: not enough rights to create a topic',
    )
    expect(await refused('editForumTopic', { message_thread_id, name: 'x' })).toBe(
      'Bad Request: not enough rights to edit the topic',
    )
    expect(await refused('closeForumTopic', { message_thread_id })).toBe(
      'Bad Request: not enough rights to close or open the topic',
    )
    expect(await refused('deleteForumTopic', { message_thread_id })).toBe(
      'Bad Request: not enough rights to delete the topic',
    )
    await call('closeForumTopic', { chat_id, message_thread_id: own.message_thread_id })
  })

  test('what changes nothing, and what breaks a rule', async () => {
    const { tg, ali, group, refused } = await prepare()
    const message_thread_id = group.createTopic(ali, '1')
    expect(await refused('reopenForumTopic', { message_thread_id })).toBe('Bad Request: TOPIC_NOT_MODIFIED')
    expect(await refused('editForumTopic', { message_thread_id, name: '1' })).toBe(
      'Bad Request: TOPIC_NOT_MODIFIED',
    )
    expect(tg.violations).toEqual([])
    expect(await refused('createForumTopic', { name: ' ' })).toBe('Bad Request: name must be non-empty')
    expect(await refused('createForumTopic', { name: 'x', icon_color: 5 })).toBe(
      'Bad Request: invalid icon color specified',
    )
    expect(await refused('createForumTopic', { name: 'ب'.repeat(129) })).toContain('at most 128')
    expect(tg.violations).toHaveLength(3)
  })
})

test('topic icons come from the list of stickers', async () => {
  const { call, chat_id, refused } = await prepare()
  const icons = await call<{ emoji: string; custom_emoji_id: string }[]>('getForumTopicIconStickers')
  const icon = icons.find(({ emoji }) => emoji === '✅')
  const params = { chat_id, name: 'x', icon_custom_emoji_id: icon?.custom_emoji_id }
  expect(await call('createForumTopic', params)).toMatchObject({
    icon_custom_emoji_id: icon?.custom_emoji_id,
  })
  expect(await refused('createForumTopic', { name: 'x', icon_custom_emoji_id: '1' })).toBe(
    'Bad Request: DOCUMENT_INVALID',
  )
})
