import { describe, expect, it } from 'vitest'
import type { Message } from '../../sandbox/index.ts'
import { formOf } from '../_support/form.ts'
import { read, startWorld, type World, type WorldOptions } from '../_support/world.ts'
import { apiOf, botSays, inTopic, lastSaid, must, openTicket, PRIVACY_WORLDS, staffCard } from './_story.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')
const EXE = Buffer.concat([Buffer.from('MZ\u0090\0', 'latin1'), Buffer.alloc(600)])
const pdf = (name = 'فاکتور.pdf') => ({ bytes: PDF, name, mime: 'application/pdf' })

/** A person's form as far as its files. */
async function atFiles(world: World) {
  const form = formOf(world, world.ali)
  await form.begin()
  await form.answer('عنوان')
  await form.answer('شرح')
  await form.press('فوری')
  await form.press('فنی')
  return form
}

async function atSummary(world: World) {
  const form = await atFiles(world)
  await form.press('بدون پیوست')
  return form
}

const noTickets = async (world: World) => expect(await apiOf(world.panel).tickets()).toEqual([])

describe.each(PRIVACY_WORLDS)('$world', ({ options }) => {
  it('the form asks step by step and costs the group three messages', async () => {
    const world = await startWorld(options)
    const { ali, bot, group } = world
    const form = formOf(world, ali)
    const before = botSays(world).length
    bot.forgetCalls()

    await form.begin()
    const title = await form.question()
    expect(title.text).toBe('عنوان تیکت را در پاسخ به این پیام بنویسید.')
    expect(title.forceReply).toBe(true)
    expect(world.sara.forceReplyIn(group)).toBeUndefined()
    await form.answer('سرور قطع است')
    const description = await form.question()
    expect(title.deleted).toBe(true)
    expect(description.text).toContain('شرح دهید')
    await form.answer('از صبح\nوصل نمی‌شویم')
    expect(description.deleted).toBe(true)

    const menu = await form.menu()
    expect(menu.buttonTexts).toEqual(['حیاتی', 'فوری', 'بالا', '• معمولی', 'پایین', 'انصراف'])
    await form.press('بالا')
    expect(menu.buttonTexts).toEqual(['فعال‌سازی', 'فنی', 'مالی', 'فروش', 'انصراف'])
    await form.press('مالی')
    expect(menu.buttonTexts).toEqual(['بدون پیوست', 'انصراف'])
    await form.press('بدون پیوست')
    const summary = read(menu.text)
    for (const part of ['سرور قطع است', 'از صبح\nوصل نمی‌شویم', 'بالا', 'مالی', 'بدون پیوست'])
      expect(summary).toContain(part)
    expect(menu.buttonTexts).toEqual(['ارسال', 'ویرایش', 'انصراف'])
    await noTickets(world)
    await form.press('ارسال')

    expect(read(menu.text)).toContain('✅ تیکت KT-1 ثبت شد')
    expect(read(menu.text)).toContain('منتظر پاسخ')
    expect(menu.buttonTexts.slice(0, 2)).toEqual(['پاسخ', 'بستن تیکت'])
    expect(bot.callsTo('sendMessage', group)).toHaveLength(3)
    expect(botSays(world)).toHaveLength(before + 1)
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'سرور قطع است',
      description: 'از صبح\nوصل نمی‌شویم',
      priority: 'high',
      category: 'financial',
      status: 'awaiting_response',
      source: 'telegram',
      createdBy: { name: 'علی رضایی' },
      attachments: [],
    })
    expect(read(staffCard(world).text)).toContain('از صبح\nوصل نمی‌شویم')
  })

  describe('bad input changes nothing and leaves the form where it was:', () => {
    it.each([
      ['a title over 128', 'ا'.repeat(129), 'حداکثر ۱۲۸ نویسه'],
      ['an empty title', ' \u200f\u2063 ', 'عنوان باید متن باشد'],
      ['a sticker', null, 'عنوان باید متن باشد'],
    ])('%s as the title', async (_what, text, complaint) => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      const question = await form.question()
      if (text === null) form.at.sticker({ replyTo: question })
      else form.at.reply(question, text)
      const again = await form.question()
      expect(again.text).toContain(complaint)
      expect(question.deleted).toBe(true)
      await form.answer('خوب')
      await form.answer('شرح')
      expect((await form.menu()).text).toContain('اولویت')
      await noTickets(world)
    })

    it('a title of 128 is fine, whatever its characters weigh', async () => {
      const world = await startWorld(options)
      const title = '👨‍👩‍👧‍👦'.repeat(11) + 'ا'.repeat(7)
      expect(title).toHaveLength(128)
      await openTicket(world, { title })
      expect(await apiOf(world.panel).ticket()).toMatchObject({ title })
    })

    it('a description over 4096 after two parts are joined', async () => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      await form.answer('عنوان')
      const question = await form.question()
      form.at.reply(question, 'آ'.repeat(4096))
      form.at.reply(question, 'ب'.repeat(10))
      const again = await form.menu()
      expect(again.text).toContain('۴٬۰۹۶')
      expect(again.buttonTexts).toEqual(['انصراف'])
      form.at.reply(again, 'کوتاه‌تر')
      await form.press('فوری')
      await form.press('فنی')
      await form.press('بدون پیوست')
      await form.press('ارسال')
      expect(await apiOf(world.panel).ticket()).toMatchObject({ description: 'کوتاه‌تر' })
    })

    it('a description that Telegram cut in two is one', async () => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      await form.answer('عنوان')
      const question = await form.question()
      form.at.reply(question, 'آ'.repeat(3500))
      form.at.reply(question, 'ب'.repeat(100))
      await form.press('فوری')
      await form.press('فنی')
      await form.press('بدون پیوست')
      await form.press('ارسال')
      expect(await apiOf(world.panel).ticket()).toMatchObject({
        description: `${'آ'.repeat(3500)}\n${'ب'.repeat(100)}`,
      })
    })

    it('a photo without words as the description', async () => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      await form.answer('عنوان')
      form.at.photo({ replyTo: await form.question() })
      expect((await form.question()).text).toContain('شرح تیکت باید متن داشته باشد')
    })

    it('a text where a button is expected', async () => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      await form.answer('عنوان')
      await form.answer('شرح')
      const menu = await form.menu()
      for (const next of ['فوری', 'فنی']) {
        form.at.reply(menu, 'فوری لطفاً')
        await world.settle()
        expect(menu.text).toContain('یکی از دکمه‌های زیر را بزنید')
        await form.press(next)
      }
      form.at.reply(menu, 'فایل ندارم')
      await world.settle()
      expect(menu.text).toContain('فایل بفرستید یا یکی از دکمه‌ها را بزنید')
      await form.press('بدون پیوست')
      form.at.reply(menu, 'بفرست')
      await world.settle()
      expect(menu.text).toContain('یکی از دکمه‌های زیر را بزنید')
      await form.press('ارسال')
      expect(await apiOf(world.panel).ticket()).toMatchObject({ priority: 'urgent', category: 'technical' })
    })

    it('a command in the middle', async () => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      for (const command of ['create_ticket', 'tickets', 'help', 'start']) {
        form.at.send(`/${command}@${world.bot.username}`)
        expect((await form.question()).text, command).toContain('فرم تیکت شما هنوز باز است')
      }
      await form.answer('عنوان')
      form.at.send(`/create_ticket@${world.bot.username}`)
      expect((await form.question()).text).toContain('فرم تیکت شما هنوز باز است')
      await form.answer('شرح')
      form.at.send(`/tickets@${world.bot.username}`)
      expect((await form.menu()).text).toContain('فرم تیکت شما هنوز باز است')
      await form.press('فوری')
      await form.press('فنی')
      await form.press('بدون پیوست')
      await form.press('ارسال')
      expect(await apiOf(world.panel).ticket()).toMatchObject({ title: 'عنوان', description: 'شرح' })
    })
  })

  it.each(['title', 'description', 'priority', 'category', 'files', 'summary', 'edit'])(
    '/cancel stops it at the %s',
    async (step) => {
      const world = await startWorld(options)
      const form = formOf(world, world.ali)
      await form.begin()
      const steps: [string, () => Promise<unknown>][] = [
        ['title', () => form.answer('عنوان')],
        ['description', () => form.answer('شرح')],
        ['priority', () => form.press('فوری')],
        ['category', () => form.press('فنی')],
        ['files', () => form.press('بدون پیوست')],
        ['summary', () => form.press('ویرایش')],
      ]
      for (const [name, go] of steps) {
        if (name === step) break
        await go()
      }
      form.at.send(`/cancel@${world.bot.username}`)
      await world.settle()
      expect(read(lastSaid(world).text)).toBe('ثبت تیکت لغو شد. هر وقت خواستید /create_ticket را بفرستید.')
      expect(lastSaid(world).buttons).toEqual([])
      expect(botSays(world).filter(({ forceReply }) => forceReply)).toEqual([])
      form.at.send(`/cancel@${world.bot.username}`)
      await world.settle()
      expect(read(lastSaid(world).text)).toContain('فرمی در جریان نیست')
      await noTickets(world)
      await openTicket(world)
    },
  )

  it('each field can be edited from the summary, which is come back to', async () => {
    const world = await startWorld(options)
    const form = await atSummary(world)
    const menu = await form.menu()
    const edit = async (field: string) => {
      await form.press('ویرایش')
      expect(menu.buttonTexts).toEqual(['عنوان', 'شرح', 'اولویت', 'دسته‌بندی', 'پیوست', 'بازگشت'])
      await form.press(field)
    }
    await edit('عنوان')
    form.at.reply(menu, 'ب'.repeat(129))
    await world.settle()
    expect(menu.text).toContain('حداکثر ۱۲۸')
    form.at.reply(menu, 'عنوان نو')
    await world.settle()
    expect(menu.buttonTexts).toEqual(['ارسال', 'ویرایش', 'انصراف'])
    await edit('شرح')
    form.at.reply(menu, 'شرح نو')
    await world.settle()
    await edit('اولویت')
    await form.press('حیاتی')
    await edit('دسته‌بندی')
    await form.press('فروش')
    await edit('پیوست')
    form.at.document({ ...pdf(), replyTo: menu })
    await world.settle()
    await form.press('ادامه')
    await form.press('ویرایش')
    await form.press('بازگشت')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'عنوان نو',
      description: 'شرح نو',
      priority: 'critical',
      category: 'sales',
      attachments: [{ name: 'فاکتور.pdf' }],
    })
  })

  it('begins from a replied message', async () => {
    const world = await startWorld(options)
    const { ali, sara, group, bot } = world
    const create = `/create_ticket@${bot.username}`
    const complaint = sara.in(group).send('سایت بالا نمی‌آید')
    ali.in(group).reply(complaint, create)
    const form = formOf(world, ali)
    await form.answer('سایت')
    const menu = await form.menu()
    expect(menu.text).toContain('اولویت')
    await form.press('فوری')
    await form.press('فنی')
    await form.press('بدون پیوست')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      description: 'سایت بالا نمی‌آید',
      attachments: [],
    })

    const shot = sara.in(group).photo({ bytes: PNG, caption: 'این خطا' })
    ali.in(group).reply(shot, create)
    await form.answer('خطا')
    await form.press('فوری')
    await form.press('فنی')
    expect((await form.menu()).text).toContain('photo.jpg')
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket('KT-2')).toMatchObject({
      description: 'این خطا',
      attachments: [{ name: 'photo.jpg' }],
    })

    const bill = sara.in(group).document(pdf())
    ali.in(group).reply(bill, create)
    await form.answer('فاکتور')
    expect((await form.question()).text).toContain('شرح دهید')
    await form.answer('مبلغ اشتباه است')
    await form.press('فوری')
    await form.press('مالی')
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket('KT-3')).toMatchObject({
      description: 'مبلغ اشتباه است',
      attachments: [{ name: 'فاکتور.pdf' }],
    })
  })

  describe('files', () => {
    it('photo, document and album are taken, and dropped again', async () => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      form.at.photo({ bytes: PNG, replyTo: menu })
      await world.settle()
      expect(menu.text).toContain('photo.jpg')
      await form.press('حذف پیوست‌ها')
      expect(menu.buttonTexts).toEqual(['بدون پیوست', 'انصراف'])
      form.at.document({ ...pdf(), replyTo: menu })
      form.at.document({
        bytes: Buffer.from('خط اول\nخط دوم'),
        name: 'log.txt',
        mime: 'text/plain',
        replyTo: menu,
      })
      form.at.document({ bytes: PNG, name: 'screen.png', mime: 'image/png', replyTo: menu })
      form.at.album([{ bytes: PNG }, { bytes: PNG }, { bytes: PNG }], { replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain('پیوست‌ها (۶)')
      await form.press('ادامه')
      expect(read(menu.text)).toContain('۶ فایل')
      await form.press('ارسال')
      const { attachments } = await apiOf(world.panel).ticket()
      expect(attachments.map(({ name }) => name)).toEqual([
        'فاکتور.pdf',
        'log.txt',
        'screen.png',
        'photo.jpg',
        'photo.jpg',
        'photo.jpg',
      ])
    })

    it('ten, and no eleventh', async () => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      for (let file = 1; file <= 11; file++) form.at.document({ ...pdf(`${file}.pdf`), replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain('حداکثر ۱۰ فایل')
      await form.press('ادامه')
      await form.press('ارسال')
      expect((await apiOf(world.panel).ticket()).attachments).toHaveLength(10)
    })

    it.each([
      [
        'of another type, by content',
        { bytes: EXE, name: 'فاکتور.pdf', mime: 'application/pdf' },
        'فایل فاکتور.pdf پذیرفته نمی‌شود',
      ],
      [
        'of another type, by name',
        { bytes: Buffer.from('<p>a</p>'), name: 'a.html', mime: 'text/html' },
        'فایل a.html پذیرفته نمی‌شود',
      ],
      [
        'over 10 MB',
        { size: 10 * 1024 * 1024 + 1, name: 'بزرگ.pdf', mime: 'application/pdf' },
        'حجم فایل بزرگ.pdf زیاد است',
      ],
    ])('one %s is refused', async (_what, file, complaint) => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      form.at.document({ ...pdf('خوب.pdf'), replyTo: menu })
      await world.settle()
      form.at.document({ ...file, replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain(complaint)
      await form.press('ادامه')
      await form.press('ارسال')
      expect((await apiOf(world.panel).ticket()).attachments.map(({ name }) => name)).toEqual(['خوب.pdf'])
    })

    it('texts, and what the operator allows, are taken in the form and after it, and named where they are asked for', async () => {
      const world = await startWorld({ ...options, env: { ATTACHMENT_TYPES: 'zip, mp4' } })
      const form = await atFiles(world)
      const menu = await form.menu()
      expect(read(menu.text)).toContain('PNG، JPG، JPEG، PDF، TXT، ZIP یا MP4')
      const utf16 = { bytes: Buffer.from('\uFEFFخطا', 'utf16le'), name: 'app.log', mime: 'text/plain' }
      const zip = { bytes: Buffer.from('PK\u0003\u0004 a PK\u0005\u0006'), name: 'a.zip' }
      form.at.document({ ...utf16, replyTo: menu })
      form.at.document({ ...zip, replyTo: menu })
      form.at.video({ bytes: Buffer.from('\u0000\u0000\u0000\u0020ftypisom'), replyTo: menu })
      await world.settle()
      form.at.document({ ...zip, name: 'a.apk', replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain(
        'فایل a.apk پذیرفته نمی‌شود. فقط PNG، JPG، JPEG، PDF، TXT، ZIP یا MP4 بفرستید.',
      )
      await form.press('ادامه')
      await form.press('ارسال')
      const names = ['app.log', 'a.zip', 'video.mp4']
      expect((await apiOf(world.panel).ticket()).attachments.map(({ name }) => name)).toEqual(names)
      form.at.document({ ...utf16, name: 'b.csv', replyTo: menu })
      form.at.document({ ...zip, name: 'b.zip', replyTo: menu })
      await world.settle()
      const said = (await apiOf(world.panel).messages()).flatMap(({ attachments }) => attachments)
      expect(said.map(({ name }) => name)).toEqual(['b.csv', 'b.zip'])
    })

    it.each(['video', 'voice', 'sticker'] as const)('a %s is refused', async (kind) => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      form.at[kind]({ replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain('پذیرفته نمی‌شود')
    })

    it.each([0, 1, 2])('an album with a bad file as its %sth is refused whole', async (bad) => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      form.at.document({ ...pdf('پیش.pdf'), replyTo: menu })
      await world.settle()
      const items = [pdf('یک.pdf'), pdf('دو.pdf'), pdf('سه.pdf')].map((file, index) =>
        index === bad
          ? { kind: 'document' as const, bytes: EXE, name: 'بد.pdf' }
          : { kind: 'document' as const, ...file },
      )
      form.at.album(items, { replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain('هیچ‌یک از فایل‌های این آلبوم پیوست نشد')
      await form.press('ادامه')
      await form.press('ارسال')
      expect((await apiOf(world.panel).ticket()).attachments.map(({ name }) => name)).toEqual(['پیش.pdf'])
    })

    it('a file that Telegram cannot hand out is judged by its name', async () => {
      const world = await startWorld(options)
      const form = await atFiles(world)
      const menu = await form.menu()
      const broken = {
        kind: 'error' as const,
        code: 400,
        description: 'Bad Request: file is temporarily unavailable',
      }
      world.tg.fail({ method: 'getFile', times: 2, error: broken })
      form.at.document({ ...pdf('بله.pdf'), replyTo: menu })
      form.at.document({ bytes: EXE, name: 'نه.exe', replyTo: menu })
      await world.settle()
      expect(read(menu.text)).toContain('فایل نه.exe پذیرفته نمی‌شود')
      expect(read(menu.text)).toContain('بله.pdf')
    })
  })

  it('nobody goes on with it: it times out and says so once', async () => {
    const world = await startWorld({ ...options, env: { FORM_TIMEOUT: '30m' } })
    const form = formOf(world, world.ali)
    await form.begin()
    await form.answer('عنوان')
    world.advance(29 * 60_000)
    await world.app.sweep()
    await world.settle()
    await form.answer('شرح')
    const menu = await form.menu()
    const button = must(menu.buttons[0]?.[0])
    world.advance(31 * 60_000)
    await world.app.sweep()
    await world.settle()
    expect(read(menu.text)).toContain('زمان این فرم تمام شد')
    expect(menu.buttons).toEqual([])
    const said = botSays(world).length
    await world.app.sweep()
    await world.settle()
    expect(botSays(world)).toHaveLength(said)

    const late = await world.ali.in(world.group).forge(menu, must(button.callback_data)).answer()
    expect(late).toMatchObject({ showAlert: true })
    expect(read(late.text)).toContain('این فرم دیگر فعال نیست')
    await noTickets(world)
  })

  it('times out at its question, too', async () => {
    const world = await startWorld(options)
    const form = formOf(world, world.ali)
    await form.begin()
    const question = await form.question()
    world.advance(31 * 60_000)
    await world.app.sweep()
    await world.settle()
    expect(question.deleted).toBe(true)
    expect(read(lastSaid(world).text)).toContain('زمان این فرم تمام شد')
  })

  it('a button of a finished form opens nothing more', async () => {
    const world = await startWorld(options)
    const form = await atSummary(world)
    const menu = await form.menu()
    const data = must(menu.buttons[0]?.[0]?.callback_data)
    await form.press('ارسال')
    const again = await world.ali.in(world.group).forge(menu, data).answer()
    expect(read(again.text)).toContain('این فرم دیگر فعال نیست')
    expect(await apiOf(world.panel).tickets()).toHaveLength(1)
  })

  it('a button of one’s earlier form does nothing to the one that is open', async () => {
    const world = await startWorld(options)
    const earlier = await atSummary(world)
    const old = await earlier.menu()
    const submit = must(old.buttons[0]?.[0]?.callback_data)
    earlier.at.send(`/cancel@${world.bot.username}`)
    await world.settle()
    const form = await atSummary(world)
    const menu = await form.menu()
    const answer = await world.ali.in(world.group).forge(old, submit).answer()
    expect(answer).toMatchObject({ showAlert: true })
    expect(read(answer.text)).toContain('این فرم دیگر فعال نیست')
    await world.settle()
    expect(menu.buttonTexts).toEqual(['ارسال', 'ویرایش', 'انصراف'])
    await noTickets(world)
  })

  it('strangers that press its buttons get an alert and change nothing', async () => {
    const world = await startWorld(options)
    const form = formOf(world, world.ali)
    await form.begin()
    await form.answer('عنوان')
    await form.answer('شرح')
    const menu = await form.menu()
    for (const next of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
      const before = menu.text
      const all = menu.buttons.flat().map(({ callback_data: data }) => must(data))
      for (const data of all) {
        const answer = await world.sara.in(world.group).forge(menu, data).answer()
        expect(answer).toEqual({ text: 'این دکمه برای شما نیست.', showAlert: true })
      }
      await world.settle()
      expect(menu.text).toBe(before)
      await form.press(next)
    }
    expect(await apiOf(world.panel).tickets()).toMatchObject([{ priority: 'urgent', category: 'technical' }])
  })

  it('in a forum topic the ticket stays in that topic', async () => {
    const world = await startWorld({ ...options, groupKind: 'forum' })
    const { ali, group } = world
    const thread = group.createTopic(ali, 'پشتیبانی')
    const elsewhere = group.createTopic(ali, 'ناهار')
    await world.settle()
    const card = await openTicket(world, { thread })
    expect(card.threadId).toBe(thread)
    const topic = must(world.staff.topics()[0]).id
    world.maryam.in(world.staff, topic).send('در تاپیک')
    await world.settle()
    const answer = must(botSays(world, group, thread).at(-1))
    expect(answer).toMatchObject({ replyTo: card.id, threadId: thread })
    expect(answer.text).toContain('در تاپیک')
    ali.in(group, thread).reply(answer, 'ممنون')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('ممنون')
    expect(botSays(world, group, elsewhere)).toEqual([])
  })

  it('one person fills in a form in each of two topics', async () => {
    const world = await startWorld({ ...options, groupKind: 'forum' })
    const { ali, group } = world
    const threads = [group.createTopic(ali, 'یک'), group.createTopic(ali, 'دو')]
    await world.settle()
    const create = `/create_ticket@${world.bot.username}`
    for (const thread of threads) ali.in(group, thread).send(create)
    await world.settle()
    const ask = (thread: number) =>
      must(botSays(world, group, thread).findLast(({ forceReply }) => forceReply))
    for (const thread of threads) ali.in(group, thread).reply(ask(thread), `عنوان ${thread}`)
    await world.settle()
    for (const thread of threads) ali.in(group, thread).reply(ask(thread), `شرح ${thread}`)
    await world.settle()
    for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
      for (const thread of threads) {
        const menu = must(botSays(world, group, thread).at(-1))
        await ali.in(group, thread).press(menu, button).answer()
      }
      await world.settle()
    }
    expect(
      (await apiOf(world.panel).tickets()).map(({ title, description }) => [title, description]),
    ).toEqual(threads.map((thread) => [`عنوان ${thread}`, `شرح ${thread}`]))
  })
})

describe('who speaks for a chat', () => {
  const speakers = [
    [
      'an anonymous admin',
      (world: World) => {
        world.group.setAnonymous(world.ali, true, 'مدیر')
        return world.ali.in(world.group)
      },
    ],
    [
      'a channel',
      (world: World) => world.ali.as(world.tg.addChannel({ title: 'کانال تست‌کو' })).in(world.group),
    ],
  ] as const
  it.each(speakers)('%s creates and answers', async (_who, speak) => {
    const world = await startWorld()
    const at = speak(world)
    at.send(`/create_ticket@${world.bot.username}`)
    await world.settle()
    const question = () => must(botSays(world).findLast(({ forceReply }) => forceReply))
    at.reply(question(), 'عنوان')
    await world.settle()
    at.reply(question(), 'شرح')
    await world.settle()
    const menu = lastSaid(world)
    for (const button of ['فوری', 'فنی', 'بدون پیوست', 'ارسال']) {
      await at.press(menu, button).answer()
      await world.settle()
    }
    const [ticket] = await apiOf(world.panel).tickets()
    expect(ticket).toMatchObject({ title: 'عنوان', description: 'شرح' })
    expect(ticket?.createdBy.name).toContain('تست‌کو')
    expect(menu.buttonTexts).toEqual(['پاسخ', 'بستن تیکت'])
    at.reply(menu, 'یک چیز دیگر')
    await world.settle()
    expect(inTopic(world).at(-1)).toContain('یک چیز دیگر')
  })

  it('an anonymous admin’s form is not for members', async () => {
    const world = await startWorld()
    world.group.setAnonymous(world.ali, true)
    const at = world.ali.in(world.group)
    at.send(`/create_ticket@${world.bot.username}`)
    await world.settle()
    const question = () => must(botSays(world).findLast(({ forceReply }) => forceReply))
    at.reply(question(), 'عنوان')
    await world.settle()
    at.reply(question(), 'شرح')
    await world.settle()
    const menu = lastSaid(world)
    expect(await world.sara.in(world.group).press(menu, 'فوری').answer()).toMatchObject({ showAlert: true })
    await world.settle()
    expect(menu.text).toContain('اولویت')
  })
})

describe('where the bot sees everything', () => {
  const admin: WorldOptions = { groupAdmin: true }

  it('plain messages of the one who fills in count', async () => {
    const world = await startWorld(admin)
    const { ali, sara, group } = world
    const at = ali.in(group)
    at.send('/create_ticket')
    await world.settle()
    sara.in(group).send('من نه')
    at.send('عنوان ساده')
    await world.settle()
    sara.in(group).send('من هم نه')
    at.send('شرح ساده')
    await world.settle()
    const form = formOf(world, ali)
    const menu = await form.menu()
    at.send('این را با سارا می‌گویم')
    await world.settle()
    expect(menu.text).not.toContain('⚠️')
    await form.press('فوری')
    await form.press('فنی')
    at.document(pdf())
    at.send('این هم حرف است')
    await world.settle()
    expect(menu.text).not.toContain('⚠️')
    await form.press('ادامه')
    await form.press('ارسال')
    expect(await apiOf(world.panel).ticket()).toMatchObject({
      title: 'عنوان ساده',
      description: 'شرح ساده',
      attachments: [{ name: 'فاکتور.pdf' }],
    })
  })

  it('a reply to another member is no answer to the form', async () => {
    const world = await startWorld(admin)
    const { ali, sara, group } = world
    const form = formOf(world, ali)
    await form.begin()
    const question = await form.question()
    ali.in(group).reply(sara.in(group).send('ناهار؟'), 'بله')
    await world.settle()
    expect(question.deleted).toBe(false)
    form.at.reply(question, 'عنوان')
    expect((await form.question()).text).toContain('شرح دهید')
  })
})

it('twenty members fill in forms at once, with strangers pressing their buttons', async () => {
  const world = await startWorld()
  const { tg, group, bot } = world
  const members = Array.from({ length: 20 }, (_, index) => tg.addUser({ firstName: `عضو${index}` }))
  for (const member of members) group.join(member)
  const priorities = ['حیاتی', 'فوری', 'بالا', 'معمولی', 'پایین'] as const
  const categories = ['فعال‌سازی', 'فنی', 'مالی', 'فروش'] as const
  const each = async (act: (member: (typeof members)[number], index: number) => unknown) => {
    for (const [index, member] of members.entries()) act(member, index)
    await world.settle()
  }
  const ask = (member: (typeof members)[number]) =>
    must(member.forceReplyIn(group), `a question to ${member.firstName}`)
  const menus: Message[] = []
  const strangers: Promise<{ text: string; showAlert: boolean }>[] = []
  const pressAll = (which: (index: number) => string) =>
    each((member, index) => {
      const menu = must(menus[index])
      const stranger = must(members[(index + 7) % members.length])
      strangers.push(stranger.in(group).press(menu, which(index)).answer())
      member.in(group).press(menu, which(index))
    })

  await each((member) => member.in(group).send(`/create_ticket@${bot.username}`))
  await each((member, index) => member.in(group).reply(ask(member), `عنوان ${index}`))
  await each((member, index) => member.in(group).reply(ask(member), `شرح ${index}`))
  for (const member of members) menus.push(await formOf(world, member).menu())
  await pressAll((index) => must(priorities[index % 5]))
  await pressAll((index) => must(categories[index % 4]))
  await pressAll(() => 'بدون پیوست')
  await pressAll(() => 'ارسال')

  for (const answer of await Promise.all(strangers)) {
    expect(answer).toEqual({ text: 'این دکمه برای شما نیست.', showAlert: true })
  }
  const tickets = await apiOf(world.panel).tickets()
  expect(tickets).toHaveLength(20)
  const PRIORITIES = ['critical', 'urgent', 'high', 'normal', 'low']
  const CATEGORIES = ['activation', 'technical', 'financial', 'sales']
  for (const { title, description, createdBy, priority, category } of tickets) {
    const index = Number(title.split(' ')[1])
    expect({ description, name: createdBy.name, priority, category }).toEqual({
      description: `شرح ${index}`,
      name: `عضو${index}`,
      priority: PRIORITIES[index % 5],
      category: CATEGORIES[index % 4],
    })
  }
  expect(new Set(tickets.map(({ title }) => title)).size).toBe(20)
  for (const [index, menu] of menus.entries()) expect(read(menu.text)).toContain(`عنوان ${index}\n`)
}, 60_000)
