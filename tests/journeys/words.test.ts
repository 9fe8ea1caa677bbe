import { describe, expect, it } from 'vitest'
import { pdf } from '../_support/files.ts'
import { formOf } from '../_support/form.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import {
  answerTicket,
  apiOf,
  inTopic,
  lastSaid,
  elsewhere,
  must,
  openTicket,
  otherPanel,
  staffCard,
  topicId,
} from './_story.ts'

const bill = (caption = '', name = 'فاکتور.pdf') => ({
  bytes: pdf(),
  name,
  mime: 'application/pdf',
  ...(caption && { caption }),
})

/** A person's form as far as its files. */
async function atFiles(world: World) {
  const form = formOf(world, world.ali)
  await form.begin()
  const title = form.at.reply(await form.question(), 'عنوان')
  await world.settle()
  const description = form.at.reply(await form.question(), 'شرح')
  await world.settle()
  await form.press('فوری')
  await form.press('فنی')
  return { form, title, description, menu: await form.menu() }
}

const topicName = (world: World) => read(world.staff.topics().find(({ id }) => id === topicId(world))?.name)

describe('the form', () => {
  it('keeps what stands under its files, each beside its file', async () => {
    const world = await startWorld()
    const { form, menu } = await atFiles(world)
    form.at.document({ ...bill('مبلغ اشتباه است'), replyTo: menu })
    form.at.photo({ caption: 'خطای صفحه', replyTo: menu })
    form.at.photo({ replyTo: menu })
    await world.settle()
    await form.press('ادامه')
    const description = 'شرح\nفاکتور.pdf: مبلغ اشتباه است\nخطای صفحه'
    expect(read(menu.text)).toContain(description)
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({ description })
    expect(read(staffCard(world).text)).toContain(description)
  })

  it('drops with its files what stands under them', async () => {
    const world = await startWorld()
    const { form, menu } = await atFiles(world)
    form.at.document({ ...bill('مبلغ اشتباه است'), replyTo: menu })
    await world.settle()
    await form.press('حذف پیوست‌ها')
    await form.press('بدون پیوست')
    await form.press('ارسال')
    expect((await apiOf(world.panel).ticket()).description).toBe('شرح')
  })

  it('takes no words that the description has no room for, and says so', async () => {
    const world = await startWorld()
    const { form, menu, description } = await atFiles(world)
    form.at.edit(description, 'ش'.repeat(4_000))
    form.at.document({ ...bill('ب'.repeat(200)), replyTo: menu })
    await world.settle()
    expect(read(menu.text)).toContain('حداکثر ۴٬۰۹۶ نویسه')
    await form.press('بدون پیوست')
    await form.press('ارسال')
    const { attachments, description: stored } = await apiOf(world.panel).ticket()
    expect([attachments.length, stored.length]).toEqual([0, 4_000])
  })

  it('keeps what a description quotes of another chat', async () => {
    const world = await startWorld({ groupAdmin: true })
    const there = elsewhere(world)
    const form = formOf(world, world.ali)
    await form.begin()
    await form.answer('عنوان')
    form.at.send('این را ببینید', { replyTo: world.ali.in(there).send('خطای ۵۰۲') })
    await world.settle()
    await form.press('فوری')
    await form.press('فنی')
    await form.press('بدون پیوست')
    await form.press('ارسال')
    expect((await apiOf(world.panel).ticket()).description).toBe('«خطای ۵۰۲»\nاین را ببینید')
  })

  it('takes a photo under which the title stands', async () => {
    const world = await startWorld()
    const form = formOf(world, world.ali)
    await form.begin()
    form.at.photo({ caption: 'صفحه باز نمی‌شود', replyTo: await form.question() })
    await world.settle()
    await form.answer('شرح')
    await form.press('فوری')
    await form.press('فنی')
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'صفحه باز نمی‌شود',
      description: 'شرح',
      attachments: [{ name: 'photo.jpg' }],
    })
  })

  it('follows edits of all that it has taken', async () => {
    const world = await startWorld()
    const { form, title, description, menu } = await atFiles(world)
    const file = form.at.document({ ...bill('مبلغ'), replyTo: menu })
    await world.settle()
    await form.press('ادامه')
    form.at.edit(title, 'عنوان درست')
    form.at.edit(description, 'شرح درست')
    form.at.edit(file, 'مبلغ درست')
    await world.settle()
    for (const words of ['عنوان درست', 'شرح درست\nفاکتور.pdf: مبلغ درست'])
      expect(read(menu.text)).toContain(words)
    form.at.edit(title, 'ع'.repeat(200))
    await world.settle()
    expect(read(menu.text)).toContain('حداکثر ۱۲۸ نویسه')
    world.sara.in(world.group).edit(world.sara.in(world.group).send('عنوان'), 'از دیگری')
    await world.settle()
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'عنوان درست',
      description: 'شرح درست\nفاکتور.pdf: مبلغ درست',
    })
  })
})

describe('an edit after the ticket was opened', () => {
  it('of its title renames topic and cards, and one of its description follows everywhere', async () => {
    const world = await startWorld()
    const { form, title, description, menu } = await atFiles(world)
    await form.press('بدون پیوست')
    await form.press('ارسال')
    form.at.edit(title, 'عنوان تازه')
    await world.settle()
    expect(topicName(world)).toBe('KT-1 · عنوان تازه')
    for (const card of [menu, staffCard(world)]) expect(read(card.text)).toContain('عنوان تازه')
    form.at.edit(description, 'شرح تازه')
    await world.settle()
    expect(read(staffCard(world).text)).toContain('شرح تازه')
    const ticket = await apiOf(world.panel).ticket()
    expect(ticket).toMatchObject({ title: 'عنوان تازه', description: 'شرح تازه' })
    expect(ticket.history).toHaveLength(1)
  })

  it('of a description that the card does not show whole is posted to the staff whole', async () => {
    const world = await startWorld()
    const { form, description } = await atFiles(world)
    await form.press('بدون پیوست')
    await form.press('ارسال')
    form.at.edit(description, `${'ش'.repeat(3_000)} پایان`)
    await world.settle()
    expect(inTopic(world).filter((text) => text.endsWith('پایان'))).toHaveLength(1)
  })

  it('leaves it a message of its author’s: who replies to it talks to them, not to the staff', async () => {
    const world = await startWorld({ groupAdmin: true })
    const { form, title } = await atFiles(world)
    await form.press('بدون پیوست')
    await form.press('ارسال')
    world.sara.in(world.group).reply(title, 'برای من هم قطع است')
    await world.settle()
    expect(await apiOf(world.panel).messages()).toEqual([])
  })

  it('that it can’t take is answered and changes nothing', async () => {
    const world = await startWorld()
    const { form, title } = await atFiles(world)
    await form.press('بدون پیوست')
    await form.press('ارسال')
    form.at.edit(title, 'ع'.repeat(129))
    await world.settle()
    expect(lastSaid(world).text).toContain('حداکثر ۱۲۸ نویسه')
    expect((await apiOf(world.panel).ticket()).title).toBe('عنوان')
  })

  it('changes nothing once the group is another organization’s', async () => {
    const world = await startWorld()
    const { form, title } = await atFiles(world)
    await form.press('بدون پیوست')
    await form.press('ارسال')
    const { body } = await world.panel.call<{ items: { groupId: string }[] }>(
      'GET',
      '/api/v1/telegram-groups',
    )
    await world.panel.call('DELETE', `/api/v1/telegram-groups/${must(body.items[0]).groupId}`)
    await apiOf(otherPanel(world)).activate(world.group.id)
    await world.settle()
    form.at.edit(title, 'دستکاری')
    await world.settle()
    expect((await apiOf(world.panel).ticket()).title).toBe('عنوان')
  })
})

describe('/create_ticket under a photo', () => {
  it('begins the form with the photo and the words after it', async () => {
    const world = await startWorld({ groupAdmin: true })
    const form = formOf(world, world.ali)
    const command = form.at.photo({ caption: `/create_ticket@${world.bot.username} صفحه باز نمی‌شود` })
    await form.answer('عنوان')
    await form.press('فوری')
    await form.press('فنی')
    form.at.edit(command, `/create_ticket@${world.bot.username} صفحه سفید است`)
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'عنوان',
      description: 'صفحه سفید است',
      attachments: [{ name: 'photo.jpg' }],
    })
  })

  it('takes the whole album that it stands under', async () => {
    const world = await startWorld({ groupAdmin: true })
    const form = formOf(world, world.ali)
    form.at.album([{ caption: `/create_ticket@${world.bot.username}` }, {}, { caption: 'دومی' }])
    await form.answer('عنوان')
    await form.answer('شرح')
    await form.press('فوری')
    await form.press('فنی')
    await form.press('ادامه')
    await form.press('ارسال')
    const { attachments, description } = await apiOf(world.panel).ticket()
    expect([attachments.length, description]).toEqual([3, 'شرح\nدومی'])
  })

  it.each(['/create_ticket@AnotherBot', 'نه /create_ticket'])('%s is none', async (caption) => {
    const world = await startWorld({ groupAdmin: true })
    world.ali.in(world.group).photo({ caption })
    await world.settle()
    expect(world.ali.forceReplyIn(world.group)).toBeUndefined()
  })
})

describe('an album', () => {
  const texts = async (world: World) => (await apiOf(world.panel).messages()).map(({ text }) => text)

  it('of the customer keeps what stands under each item, and an edit changes that one', async () => {
    const world = await startWorld()
    const card = await openTicket(world)
    const at = world.ali.in(world.group)
    const [, second] = at.album([{ caption: 'یک' }, { caption: 'دو' }, { caption: 'سه' }], { replyTo: card })
    await world.settle()
    world.advance(2_000)
    await world.settle()
    expect(await texts(world)).toEqual(['یک\nدو\nسه'])
    expect(inTopic(world).join()).toContain('یک\nدو\nسه')
    at.edit(must(second), 'دو، درست')
    await world.settle()
    expect(await texts(world)).toEqual(['یک\nدو، درست\nسه'])
    expect(inTopic(world).join()).toContain('یک\nدو، درست\nسه')
  })

  it('of the agent does so, too, also where an item comes late', async () => {
    const world = await startWorld()
    await openTicket(world)
    const at = world.maryam.in(world.staff, topicId(world))
    const [first] = at.album([{ caption: 'یک' }, { caption: 'دو' }], { mediaGroupId: 'album' })
    await world.settle()
    world.advance(2_000)
    await world.settle()
    at.photo({ caption: 'دیر', mediaGroupId: 'album' })
    await world.settle()
    const copies = world.group.messages().map(({ caption }) => read(caption))
    expect(copies.join('\n')).toContain('یک\nدو\nدیر')
    at.edit(must(first), 'یکم')
    await world.settle()
    expect(await texts(world)).toEqual(['یکم\nدو\nدیر'])
    await answerTicket(world, 'پایان')
  })
})

it.each([
  ['application/x-tgsticker', 'sticker.tgs', 'application/x-tgsticker'],
  ['video/webm', 'sticker.webm', 'video/webm'],
  ['image/webp', 'sticker.webp', 'image/webp'],
])('a sticker of %s has its own name and type', async (mime, name, type) => {
  const world = await startWorld()
  const card = await openTicket(world)
  world.ali.in(world.group).sticker({ mime, replyTo: card })
  await world.settle()
  const [message] = await apiOf(world.panel).messages()
  expect(message?.attachments).toMatchObject([{ name, type }])
})
