import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderHeader, renderMessage } from '../../bot/render/message.ts'
import { renderNotice } from '../../bot/render/notice.ts'
import { renderQueue } from '../../bot/render/queue.ts'
import { renderStaffCard, renderWholeDescription, topicName } from '../../bot/render/staff-card.ts'
import { renderTicketCard } from '../../bot/render/ticket-card.ts'
import { renderWelcome } from '../../bot/render/welcome.ts'
import type { Rich } from '../../bot/telegram/rich.ts'
import { cleanLine, cleanText } from '../../core/foundation/text.ts'
import type { Message, MessageDelivery } from '../../core/tickets/message.ts'
import { draftSchema, PRIORITIES, STATUSES, type Ticket } from '../../core/tickets/ticket.ts'
import { createTranslator, stripIsolates } from '../../locales/translate.ts'
import { entityProblem } from '../../sandbox/index.ts'

const texts = createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' })
const at = new Date('2026-11-22T16:40:00Z')
const sent: MessageDelivery = { state: 'sent', until: null, reason: null }

function buildTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    number: 12,
    organizationId: 'org-1',
    title: 'سرور قطع است',
    description: 'از صبح جواب نمی‌دهد.',
    status: 'awaiting_response',
    priority: 'normal',
    category: 'technical',
    source: 'telegram',
    creator: { side: 'customer', name: 'علی', telegramId: 7, panelUserId: null },
    assignee: null,
    home: { chatId: -1001, threadId: null },
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    autoCloseAt: null,
    smsFailure: null,
    descriptionParts: [],
    smsStatus: null,
    ...overrides,
  }
}

function buildMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: 1,
    ticketNumber: 12,
    kind: 'message',
    author: { side: 'customer', name: 'علی', telegramId: 7, panelUserId: null },
    text: 'سلام',
    entities: [],
    attachments: [],
    createdAt: at,
    captions: [],
    replyToId: null,
    editedAt: null,
    delivery: sent,
    ...overrides,
  }
}

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '<3',
        '_i*[',
        '</b>',
        '&amp;',
        '\u202E',
        '\u2069\u2069',
        '\u2066',
        '👨‍👩‍👧‍👦',
        'é\u0301',
        '\u200B',
        '\n',
        '{ $name }',
        'علی',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => cleanText(parts.join('')))

/** What Telegram checks of a text, and what readers of it would: no isolate left open by anybody's name. */
function expectSound({ text, entities, keyboard }: Rich, limit = 4096): void {
  expect(text.length).toBeGreaterThan(0)
  expect(text.length).toBeLessThanOrEqual(limit)
  expect(entityProblem(text, entities)).toBeUndefined()
  for (const button of keyboard?.inline_keyboard.flat() ?? []) {
    expect(button.text.trim()).not.toBe('')
    if ('callback_data' in button) expect(Buffer.byteLength(button.callback_data)).toBeLessThanOrEqual(64)
  }
}

function expectBalanced(text: string): void {
  let depth = 0
  for (const mark of text.matchAll(/[\u2066-\u2069]/g)) {
    depth += mark[0] === '\u2069' ? -1 : 1
    expect(depth).toBeGreaterThanOrEqual(0)
  }
  expect(depth).toBe(0)
}

describe.each(['fa', 'en'] as const)('in %s, whatever people call themselves and their things,', (locale) => {
  const ticketArb = fc
    .record({
      title: hostile,
      description: hostile,
      name: hostile,
      agent: hostile,
      status: fc.constantFrom(...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
    })
    .filter(
      ({ title, description }) =>
        draftSchema.safeParse({ title, description, priority: 'low', category: 'sales' }).success,
    )
    .map(({ title, description, name, agent, status, priority }) => {
      const draft = draftSchema.parse({ title, description, priority, category: 'sales' })
      return buildTicket({
        ...draft,
        status,
        creator: { side: 'customer', name, telegramId: 7, panelUserId: null },
        assignee: { telegramId: 8, name: agent },
        smsFailure: name,
      })
    })

  test('cards are sound and show the title as it is', () => {
    fc.assert(
      fc.property(ticketArb, hostile, (ticket, word) => {
        const file = {
          id: 'a',
          kind: 'document' as const,
          name: word,
          type: 'text/plain',
          size: 1,
          fileId: 'f',
          fileUniqueId: 'u',
          bytes: 'stored' as const,
        }
        const staff = renderStaffCard(texts, locale, {
          ticket,
          organization: { id: 'org-1', name: word, plan: word },
          files: Array.from({ length: 12 }, () => file),
          home: 'bot_removed',
        })
        const latest = [buildMessage({ text: word, author: ticket.creator, attachments: [file] })]
        const card = renderTicketCard(texts, locale, ticket, {
          heading: 'opened',
          verificationBot: 'KubitSupportBot',
          latest,
          from: '12o',
        })
        for (const shown of [staff, card]) {
          expectSound(shown)
          expect(shown.text).toContain(ticket.title)
        }
        expectBalanced(card.text)
        // People's own words end their paragraphs, and with them whatever they left open.
        expectBalanced(staff.text.slice(0, -ticket.description.length))
        expect(topicName(ticket).length).toBeLessThanOrEqual(128)
      }),
    )
  })

  test('a message carries its text and formatting unchanged under its header', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.boolean(), (name, text, inTopic) => {
        const entities = text.length > 0 ? [{ type: 'bold', offset: 0, length: text.length }] : []
        const message = buildMessage({
          text,
          entities,
          author: { side: 'customer', name, telegramId: 7, panelUserId: null },
        })
        const view = { room: 'staff' as const, inTopic }
        const header = renderHeader(texts, locale, message, view)
        const shown = renderMessage(texts, locale, message, view)
        expectSound(shown)
        expectBalanced(header.text)
        if (text === '') return
        expect(shown.text).toBe(`${header.text}\n${text}`)
        expect(shown.entities.at(-1)).toEqual({
          type: 'bold',
          offset: header.text.length + 1,
          length: text.length,
        })
      }),
    )
  })

  test('notices, the welcome and the queue are sound', () => {
    fc.assert(
      fc.property(hostile, ticketArb, (name, ticket) => {
        const notices: Parameters<typeof renderNotice>[4][] = [
          { kind: 'closed', by: 'customer', name },
          { kind: 'closed', by: 'agent', name },
          { kind: 'closed', by: 'time', name: '' },
          { kind: 'reopened', by: 'customer', name },
          { kind: 'undelivered', messageId: 1, reason: 'bot_removed' },
          { kind: 'delayed', messageId: 1, until: at.toISOString() },
          { kind: 'files_forbidden', messageId: 1 },
        ]
        const shown = [
          ...notices.flatMap((notice) =>
            (['customer', 'staff'] as const).map((room) => renderNotice(texts, locale, room, 12, notice)),
          ),
          renderWelcome(texts, locale, { organization: name, seesAllMessages: false }),
          renderQueue(texts, locale, {
            lines: Array.from({ length: 10 }, () => ({ ticket, place: null })),
            total: 30,
            page: 2,
            pages: 3,
          }),
        ]
        for (const each of shown) {
          expectSound(each)
          expectBalanced(each.text)
        }
      }),
    )
  })
})

test('a long description is cut in the card and follows whole', () => {
  const description = `${'خط بلند '.repeat(500)}پایان`
  const ticket = buildTicket({ description, title: 'ع'.repeat(128) })
  const card = renderStaffCard(texts, 'fa', { ticket, organization: null, files: [], home: 'reachable' })
  expectSound(card)
  expect(card.text).not.toContain('پایان')
  expect(renderWholeDescription(texts, 'fa', ticket)?.text).toContain(description)
  expect(renderWholeDescription(texts, 'fa', buildTicket())).toBeNull()
})

test('the staff card says who, what and what is wrong, and offers what the status allows', () => {
  const render = (overrides: Partial<Ticket>) =>
    renderStaffCard(texts, 'fa', {
      ticket: buildTicket(overrides),
      organization: { id: 'org-1', name: 'testco', plan: 'large' },
      files: [],
      home: 'bot_removed',
    })
  const buttons = (card: Rich) => card.keyboard?.inline_keyboard.flat().map(({ text }) => text)
  const open = render({ smsFailure: 'invalid receptor' })
  expect(stripIsolates(open.text)).toBe(`KT-12 · سرور قطع است

وضعیت: منتظر پاسخ
اولویت: معمولی
دسته‌بندی: فنی
مسئول: تعیین نشده
سازمان: testco (پلن بزرگ)
مشتری: علی
ایجاد: ۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰
آخرین به‌روزرسانی: ۱ آذر ۱۴۰۵، ساعت ۲۰:۱۰
⚠️ ربات از گروه مشتری حذف شده است؛ پیام‌ها تا بازگشت ربات به گروه نمی‌رسد.
⚠️ آخرین پیامک پذیرفته نشد: invalid receptor

از صبح جواب نمی‌دهد.`)
  expect(buttons(open)).toEqual(['شروع بررسی', 'یادداشت', 'بستن تیکت'])
  expect(buttons(render({ status: 'in_progress' }))).toEqual(['یادداشت', 'بستن تیکت'])
  expect(buttons(render({ status: 'closed' }))).toEqual(['بازگشایی', 'یادداشت'])
})

test('a topic’s name is cut between graphemes', () => {
  const title = cleanLine('👨‍👩‍👧‍👦'.repeat(11))
  const name = topicName(buildTicket({ title }))
  expect(name.length).toBeLessThanOrEqual(128)
  expect(name).toBe(`KT-12 · ${'👨‍👩‍👧‍👦'.repeat(10)}…`)
})
