import { describe, expect, it } from 'vitest'
import { dump } from '../_support/dump.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  botSays,
  inTopic,
  lastSaid,
  openTicket,
  PRIVACY_WORLDS,
  topicId,
} from './_story.ts'

const file = { file_id: 'x', file_unique_id: 'y', file_size: 5 }
const user = { id: 5_000, is_bot: false, first_name: 'کسی' }
const chat = { id: -1_005, type: 'supergroup', title: 'جایی' }
const date = 1_795_000_000

/**
 * Every field that makes a message of the Bot API (10.3), one by one. Left out are `migrate_*`, whose journeys are
 * with the groups.
 */
const FIELDS: Readonly<Record<string, unknown>> = {
  text: '',
  rich_message: { blocks: [] },
  animation: { ...file, width: 1, height: 1, duration: 1 },
  audio: { ...file, duration: 1 },
  document: { file_id: 'x', file_unique_id: 'y' },
  live_photo: { ...file, width: 1, height: 1, duration: 1 },
  paid_media: { star_count: 1, paid_media: [] },
  photo: [],
  sticker: { ...file, type: 'regular', width: 1, height: 1, is_animated: false, is_video: false },
  story: { chat, id: 1 },
  video: { ...file, width: 1, height: 1, duration: 1 },
  video_note: { ...file, length: 1, duration: 1 },
  voice: { ...file, duration: 1 },
  caption: 'فقط زیرنویس',
  contact: { phone_number: '', first_name: '' },
  dice: { emoji: '🎲', value: 6 },
  game: { title: 't', description: 'd', photo: [] },
  poll: {
    id: '1',
    question: '?',
    options: [],
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
  },
  venue: { location: { latitude: 1, longitude: 1 }, title: 't', address: 'a' },
  location: { latitude: 1, longitude: 1 },
  checklist: { title: 't', tasks: [] },
  checklist_tasks_done: { marked_as_done_task_ids: [1] },
  checklist_tasks_added: { tasks: [] },
  community_chat_added: {},
  community_chat_removed: {},
  community_chat_joined: {},
  suggested_post_info: { state: 'pending' },
  suggested_post_approved: { send_date: date },
  suggested_post_approval_failed: {},
  suggested_post_declined: {},
  suggested_post_paid: { currency: 'XTR' },
  suggested_post_refunded: { reason: 'post_deleted' },
  chat_owner_left: {},
  chat_owner_changed: { new_owner: user },
  new_chat_members: [user],
  left_chat_member: user,
  new_chat_title: 'نام نو <3',
  new_chat_photo: [],
  delete_chat_photo: true,
  group_chat_created: true,
  supergroup_chat_created: true,
  channel_chat_created: true,
  managed_bot_created: { bot: user },
  poll_option_added: {},
  poll_option_deleted: {},
  message_auto_delete_timer_changed: { message_auto_delete_time: 60 },
  pinned_message: { chat, message_id: 1, date: 0 },
  invoice: { title: 't', description: 'd', start_parameter: '', currency: 'XTR', total_amount: 1 },
  successful_payment: { currency: 'XTR', total_amount: 1, invoice_payload: '' },
  refunded_payment: { currency: 'XTR', total_amount: 1, invoice_payload: '' },
  users_shared: { request_id: 1, users: [] },
  chat_shared: { request_id: 1, chat_id: 1 },
  connected_website: 'example.com',
  write_access_allowed: {},
  passport_data: { data: [], credentials: {} },
  proximity_alert_triggered: { traveler: user, watcher: user, distance: 1 },
  boost_added: { boost_count: 1 },
  chat_background_set: { type: {} },
  forum_topic_created: { name: 't', icon_color: 7_322_096 },
  forum_topic_edited: {},
  forum_topic_closed: {},
  forum_topic_reopened: {},
  general_forum_topic_hidden: {},
  general_forum_topic_unhidden: {},
  giveaway_created: {},
  giveaway: { chats: [], winners_selection_date: date, winner_count: 1 },
  giveaway_winners: {
    chat,
    giveaway_message_id: 1,
    winners_selection_date: date,
    winner_count: 1,
    winners: [],
  },
  giveaway_completed: { winner_count: 1 },
  gift: { gift: {} },
  gift_upgrade_sent: { gift: {} },
  unique_gift: { gift: {}, origin: 'transfer' },
  paid_message_price_changed: { paid_message_star_count: 1 },
  direct_message_price_changed: { are_direct_messages_enabled: true },
  video_chat_scheduled: { start_date: date },
  video_chat_started: {},
  video_chat_ended: { duration: 1 },
  video_chat_participants_invited: { users: [user] },
  web_app_data: { data: '{}', button_text: 't' },
  something_of_next_year: { anything: [1, 'two', null] },
}

/** Nothing was set aside, and whoever comes next is served. */
const isWell = async (world: World, ref: number) => {
  expect(await dump(world.config.database)).not.toContain('"aside"')
  world.sara.in(world.group).send(`/help@${world.bot.username}`)
  await world.settle()
  expect(read(lastSaid(world).text)).toContain('فعال می‌باشد')
  await answerTicket(world, 'هنوز کار می‌کند', ref)
  expect(lastSaid(world).text).toContain('هنوز کار می‌کند')
}

const each = async (world: World, send: (content: never, field: string) => unknown) => {
  for (const [field, value] of Object.entries(FIELDS)) {
    send({ [field]: value } as never, field)
    await world.settle()
  }
}

describe.each(PRIVACY_WORLDS)('a message of every kind $world', ({ options }) => {
  it('in the group', async () => {
    const world = await startWorld(options)
    const card = await openTicket(world)
    const at = world.ali.in(world.group)
    const before = botSays(world).length
    await each(world, (content) => at.raw(content))
    expect(botSays(world)).toHaveLength(before)
    expect(await apiOf(world.panel).messages()).toEqual([])
    await each(world, (content) => at.raw(content, { replyTo: card }))
    await isWell(world, 1)
  })

  it('in the middle of a form, at each of its steps', async () => {
    const world = await startWorld(options)
    await openTicket(world)
    const at = world.sara.in(world.group)
    at.send(`/create_ticket@${world.bot.username}`)
    await world.settle()
    const prompt = () => {
      const open = world.sara.forceReplyIn(world.group)
      return open && !open.deleted ? open : lastSaid(world)
    }
    await each(world, (content, field) =>
      field === 'caption' ? null : at.raw(content, { replyTo: prompt() }),
    )
    at.raw({ text: 'عنوان' }, { replyTo: prompt() })
    await world.settle()
    await each(world, (content, field) =>
      field === 'caption' ? null : at.raw(content, { replyTo: prompt() }),
    )
    at.raw({ text: 'شرح' }, { replyTo: prompt() })
    await world.settle()
    await each(world, (content) => at.raw(content, { replyTo: lastSaid(world) }))
    for (const button of ['فوری', 'فنی']) {
      await at.press(lastSaid(world), button).answer()
      await world.settle()
    }
    await each(world, (content) => at.raw(content, { replyTo: lastSaid(world) }))
    at.send(`/cancel@${world.bot.username}`)
    await world.settle()
    expect(read(lastSaid(world).text)).toContain('ثبت تیکت لغو شد')
    await isWell(world, 1)
  }, 60_000)
})

it('a message of every kind in a private chat', async () => {
  const world = await startWorld()
  const { ali, bot } = world
  await openTicket(world)
  ali.start(bot)
  await each(world, (content) => ali.chat(bot).raw(content))
  await apiOf(world.panel).tickets()
  ali.chat(bot).contact({ own: true })
  await each(world, (content) => ali.chat(bot).raw(content))
  ali.chat(bot).send('/help')
  await world.settle()
  expect(read(ali.chat(bot).last(bot)?.text)).toContain('به پشتیبانی سازمان testco خوش آمدید')
  await isWell(world, 1)
})

it('a message of every kind in the staff group', async () => {
  const world = await startWorld()
  await openTicket(world)
  const { maryam, staff, group } = world
  await each(world, (content) => maryam.in(staff).raw(content))
  const before = botSays(world).length
  await each(world, (content) => maryam.in(staff, topicId(world)).raw(content))
  for (const message of botSays(world, group).slice(before)) expect(message.text).not.toContain('undefined')
  await isWell(world, 1)
})

it('posts that a linked channel forwards by itself are left alone', async () => {
  const world = await startWorld({ groupAdmin: true })
  const channel = world.tg.addChannel({ title: 'کانال' })
  channel.linkTo(world.group)
  const before = botSays(world).length
  channel.post('/create_ticket')
  channel.post('خبر')
  await world.settle()
  expect(botSays(world)).toHaveLength(before)
})

it('presses of every kind of nonsense are answered', async () => {
  const world = await startWorld()
  const card = await openTicket(world)
  const nonsense = [
    'f:',
    'f:x:y:z',
    `f:x:${world.ali.id}:submit`,
    `f:x:${world.ali.id}:`,
    'f:x:-5:submit',
    't:',
    't:close',
    't:close:0',
    't:close:-1',
    't:close:1:zzz',
    't:close:1:999999999999999o',
    'm:',
    `m:${world.ali.id}:language:xx`,
    `m:${world.ali.id}:keep`,
    'g:unlink-maybe',
    'g:',
    's:take:1',
    's:close:1',
    's:queue:1',
    'l/0/0/1.o./',
    '\u0000',
    '🙂'.repeat(16),
  ]
  for (const data of nonsense) {
    const answer = await world.sara.in(world.group).forge(card, data).answer()
    expect(typeof answer.text, data).toBe('string')
    const own = await world.ali.in(world.group).forge(card, data).answer()
    expect(typeof own.text, data).toBe('string')
    await world.settle()
  }
  expect(await apiOf(world.panel).ticket()).toMatchObject({ status: 'awaiting_response', assignee: null })
  expect(await apiOf(world.panel).groups()).toHaveLength(1)
  expect(inTopic(world)).toEqual([])
  expect(await dump(world.config.database)).not.toContain('"aside"')
})
