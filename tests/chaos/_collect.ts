import { stripIsolates } from '../../locales/translate.ts'
import type { Group } from '../../sandbox/index.ts'
import type { OpenWorld } from '../crash/_open-world.ts'
import { callbacksOf } from '../_support/form.ts'
import type { Place, SentSms, Shown, StoredTicket } from './_rest.ts'
import type { Sms } from './_sms-provider.ts'

interface Page<Item> {
  readonly items: readonly Item[]
}

interface TicketJson {
  readonly ref: string
  readonly title: string
  readonly status: string
  readonly createdBy: { readonly name: string }
}

interface DetailsJson extends TicketJson {
  readonly history: readonly {
    readonly at: string
    readonly from: string | null
    readonly to: string
    readonly by: { readonly name: string }
    readonly cause: string
  }[]
}

interface MessageJson {
  readonly text: string
  readonly side: 'customer' | 'agent'
  readonly createdAt: string
  readonly attachments: readonly unknown[]
}

/** All tickets as the panel reads them. */
export async function readTickets({ demand }: OpenWorld): Promise<StoredTicket[]> {
  const tickets: StoredTicket[] = []
  for (const { ref } of await pages<TicketJson>('/api/v1/tickets?sort=createdAt&')) {
    const path = `/api/v1/tickets/${ref}`
    const details = await demand<DetailsJson>('GET', path)
    const messages = await pages<MessageJson>(`${path}/messages?`)
    tickets.push({
      number: Number(ref.slice('KT-'.length)),
      title: details.title,
      creator: details.createdBy.name,
      status: details.status,
      history: details.history.map((move) => ({ ...move, at: Date.parse(move.at), by: move.by.name })),
      messages: messages.map(({ text, side, createdAt, attachments }) => ({
        text,
        side,
        files: attachments.length,
        at: Date.parse(createdAt),
      })),
    })
  }
  return tickets

  async function pages<Item>(path: string): Promise<Item[]> {
    const found: Item[] = []
    for (let page = 1; ; page++) {
      const { items } = await demand<Page<Item>>('GET', `${path}page=${page}&pageSize=100`)
      found.push(...items)
      if (items.length < 100) return found
    }
  }
}

/** Every message of the bot's that says what somebody said. */
export function readRooms({ group, staff, bot }: OpenWorld): Shown[] {
  const read = (place: Group, room: Shown['room']): Shown[] =>
    place
      .messages()
      .filter(({ from }) => from.id === bot.id)
      .map((message) => {
        const text = stripIsolates(message.text || message.caption)
        const tokens = text.match(/\[\w+ \d+\]/g) ?? []
        return { room, id: message.id, text, tokens, at: endOfSecond(message.date) }
      })
  return [...read(group, 'customer'), ...read(staff, 'staff')]
}

/** The messages in the staff group that the bot has marked. */
export function readMarks({ staff, bot }: OpenWorld): Set<number> {
  const marked = staff.messages().filter(({ reactions }) => reactions.some(({ by }) => by === bot.id))
  return new Set(marked.map(({ id }) => id))
}

/** How often each ticket's topic and cards are there. A question about the ticket takes the place of its card. */
export function readPlaces({ group, staff, bot }: OpenWorld, tickets: readonly StoredTicket[]): Place[] {
  const closed = closings({ bot, group })
  const customer = cardsIn(group, bot.id, /^t:(?!list).*$/).filter(({ id }) => !closed.has(id))
  const agents = cardsIn(staff, bot.id, /^s:(?!queue).*$/)
  const topics = staff.topics().map(({ name }) => stripIsolates(name))
  return tickets.flatMap(({ number, title, history }) => {
    const start = history[0]?.at ?? 0
    const place = (what: string, cards: readonly Card[]): Place => {
      const own = cards.filter((card) => isCardOf(card, number, title))
      const copies = own.length > 1 ? ` (messages ${own.map(({ id }) => id).join(', ')})` : ''
      return { ticket: number, what: what + copies, times: own.length, at: own[1]?.at ?? start }
    }
    const own = topics.filter((name) => name.startsWith(`KT-${number} `))
    return [
      { ticket: number, what: 'its topic', times: own.length, at: start },
      place('its card for customers', customer),
      place('its card for agents', agents),
    ]
  })
}

/** A press of the button under the news of a closing turns that message into a card. */
function closings({ bot, group }: Pick<OpenWorld, 'bot' | 'group'>): Set<number> {
  const news = bot
    .callsTo('sendMessage', group)
    .filter(({ params }) => String(params['text']).startsWith('🔒'))
  return new Set(
    news.flatMap(({ result }) => (result as { message_id?: number } | undefined)?.message_id ?? []),
  )
}

interface Card {
  readonly id: number
  readonly buttons: readonly string[]
  readonly text: string
  readonly at: number
}

function cardsIn(place: Group, botId: number, data: RegExp): Card[] {
  return place
    .messages()
    .filter(({ from }) => from.id === botId)
    .map((message) => ({
      id: message.id,
      buttons: callbacksOf(message).filter((each) => data.test(each)),
      text: stripIsolates(message.text || message.caption),
      at: endOfSecond(message.date),
    }))
    .filter(({ buttons }) => buttons.length > 0)
}

function isCardOf({ buttons, text }: Card, number: number, title: string): boolean {
  const own = buttons.filter((data) => data.split(':')[2] === String(number))
  return own.length > 0 && (text.includes(title) || own.some((data) => data.includes('close-')))
}

/** What was told by SMS, in English. */
export function readSms(taken: readonly Sms[]): SentSms[] {
  return taken.map(({ ticket, text, at }) => ({
    ticket,
    at,
    status: (/”: (.+)$/.exec(text) ?? /“(.+)”/.exec(text) ?? [text, text])[1]
      ?.toLowerCase()
      .replace(' ', '_'),
  }))
}

/** Telegram's times have no milliseconds: what happened in the same second came before. */
function endOfSecond(date: number): number {
  return date * 1_000 + 999
}
