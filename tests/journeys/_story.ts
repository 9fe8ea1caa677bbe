import { expect } from 'vitest'
import type { Group, Message, User } from '../../sandbox/index.ts'
import { createPanel, type Panel, TESTCO } from '../_support/panel.ts'
import { formOf, type FormAnswers } from '../_support/form.ts'
import { read, type World } from '../_support/world.ts'

export const HOUR = 3_600_000
const OTHERCO = { id: 'otherco', name: 'otherco' }

/** The two worlds a bot can live in: seeing commands, replies and presses only, or everything. */
export const PRIVACY_WORLDS = [
  { world: 'as a member that privacy mode keeps deaf', options: { groupAdmin: false, privacy: true } },
  { world: 'as an admin that sees everything', options: { groupAdmin: true, privacy: true } },
] as const

export interface TicketJson {
  readonly ref: string
  readonly title: string
  readonly description: string
  readonly status: string
  readonly priority: string
  readonly category: string
  readonly source: string
  readonly createdBy: { readonly name: string }
  readonly assignee: { readonly name: string } | null
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[]
  readonly history: readonly {
    readonly from: string | null
    readonly to: string
    readonly cause: string
    readonly by: { readonly side: string; readonly name: string }
  }[]
}

export interface MessageJson {
  readonly id: string
  readonly side: string
  readonly author: { readonly name: string }
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string }[]
  readonly editedAt: string | null
  readonly delivery: { readonly state: string; readonly reason?: string }
}

interface Listed<Item> {
  readonly items: readonly Item[]
  readonly total: number
}

/** Somebody signed in to the panel, as the API shows them the desk. */
export function apiOf(panel: Panel) {
  const get = async <Body>(path: string) => {
    const { status, body } = await panel.call<Body>('GET', path)
    expect(status).toBe(200)
    return body
  }
  return {
    ticket: (ref = 'KT-1') => get<TicketJson>(`/api/v1/tickets/${ref}`),
    tickets: async () => (await get<Listed<TicketJson>>('/api/v1/tickets?sort=ref&pageSize=100')).items,
    messages: async (ref = 'KT-1') =>
      (await get<Listed<MessageJson>>(`/api/v1/tickets/${ref}/messages`)).items,
    groups: async () =>
      (
        await get<Listed<{ groupId: string; title: string; state: string; reason: string | null }>>(
          '/api/v1/telegram-groups',
        )
      ).items,
    activate: (groupId: string | number) =>
      panel.call<{ groupId: string; code?: string; title?: string }>('POST', '/api/v1/telegram-groups', {
        groupId,
      }),
    open: async (title: string) => {
      const draft = { title, description: 'از پنل', priority: 'normal', category: 'technical' }
      const { status, body } = await panel.call<TicketJson>('POST', '/api/v1/tickets', draft)
      expect(status).toBe(201)
      return body
    },
  }
}

/** A user of another organization's panel. */
export function otherPanel(world: World): Panel {
  return world.panelFor({ sub: 'x-1', name: 'بابک', org: OTHERCO })
}

export function testcoPanel(
  world: World,
  user: { sub: string; name: string; mobile?: string; locale?: string },
): Panel {
  return createPanel(world.url, { ...user, org: TESTCO }, world.now)
}

export function must<Value>(value: Value | undefined | null, what = 'it'): Value {
  if (value === undefined || value === null) throw new Error(`${what} is not there`)
  return value
}

export function topicId(world: World, number = 1): number {
  const found = world.staff.topics().find(({ name }) => read(name).startsWith(`KT-${number} ·`))
  return must(found, `the topic of KT-${number}`).id
}

/** The ticket's card in the staff group, which is its topic's first message. */
export function staffCard(world: World, number = 1): Message {
  const first = world.staff
    .messages(topicId(world, number))
    .find(({ from, service }) => from.id === world.bot.id && !service)
  return must(first, 'the staff card')
}

/** What the topic says, the bot's messages only, without the card. */
export function inTopic(world: World, number = 1): string[] {
  const [, ...rest] = world.staff
    .messages(topicId(world, number))
    .filter(({ from, service }) => from.id === world.bot.id && !service)
  return rest.map(({ text, caption }) => read(text || caption))
}

/** An agent writes into the ticket's topic. */
export async function answerTicket(world: World, text: string, number = 1): Promise<Message> {
  const sent = world.maryam.in(world.staff, topicId(world, number)).send(text)
  await world.settle()
  return sent
}

/** The bot's messages in the customer's group. */
export function botSays(
  world: World,
  place: Pick<Group, 'messages'> = world.group,
  thread?: number,
): Message[] {
  return place.messages(thread).filter(({ from, service }) => from.id === world.bot.id && !service)
}

export function lastSaid(world: World, place: Pick<Group, 'messages'> = world.group): Message {
  return must(botSays(world, place).at(-1), 'a message of the bot')
}

/** Opens a ticket in a group and answers with its card. */
export async function openTicket(
  world: World,
  {
    who = world.ali,
    place = world.group,
    thread,
    ...answers
  }: FormAnswers & { who?: User; place?: Group; thread?: number } = {},
): Promise<Message> {
  return await formOf(world, who, place, thread).submit(answers)
}

/** Presses a button, waits for the answer and for all that follows. */
export async function press(
  world: World,
  who: User,
  message: Message,
  which: string | number,
  place: Group = world.group,
): Promise<{ text: string; showAlert: boolean }> {
  const answered = await who.in(place).press(message, which).answer()
  await world.settle()
  return { ...answered, text: read(answered.text) }
}

export async function forge(
  world: World,
  who: User,
  message: Message,
  data: string,
  place: Group = world.group,
): Promise<{ text: string; showAlert: boolean }> {
  const answered = await who.in(place).forge(message, data).answer()
  await world.settle()
  return { ...answered, text: read(answered.text) }
}

/** Another group of Ali's, without the bot. */
export function elsewhere({ tg, ali, maryam }: World) {
  return tg.addGroup({ title: 'دیگر', kind: 'supergroup', members: [ali, maryam], owner: ali })
}
