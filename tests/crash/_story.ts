import type { Message, User } from '../../sandbox/index.ts'
import { callbacksOf } from '../_support/form.ts'
import type { Random } from './_random.ts'
import { type CrashWorld, PATIENCE } from './_world.ts'

/** Something a person wrote to a ticket. The text stands in it like this and nowhere else. */
export interface Said {
  readonly ticket: number
  readonly side: 'customer' | 'agent'
  readonly by: number
  readonly text: string
  readonly files: number
}

/** A form that was filled in to the end. */
export interface Opened {
  readonly title: string
  readonly description: string
}

/** People who write, press and fill in forms until they are told to stop. */
export function createStory(world: CrashWorld, random: Random, tickets: readonly number[]) {
  const { tg, bot, group, staff } = world
  const said: Said[] = []
  const opened: Opened[] = []
  let over = false

  /** A stream, not a flood: nobody goes on before the bot has come near. */
  const turn = () => tg.until(() => bot.pending.length < 4, PATIENCE)
  const say = (by: User, side: Said['side'], ticket: number, files = 0): string => {
    const text = `[${by.firstName} ${said.length}]`
    said.push({ ticket, side, by: by.id, text, files })
    return text
  }

  async function customer(who: User): Promise<void> {
    const at = who.in(group)
    while (!over) {
      const ticket = random.pick(tickets)
      const card = world.cardOf(ticket)
      const what = random.between(1, 10)
      if (what <= 6) at.reply(card, say(who, 'customer', ticket))
      else if (what === 7) at.album([{ caption: say(who, 'customer', ticket, 2) }, {}], { replyTo: card })
      else pressAny(who, card, /^t:(close|close-yes|close-no|reopen):/)
      await turn()
    }
  }

  async function agent(who: User): Promise<void> {
    while (!over) {
      const ticket = random.pick(tickets)
      const topic = world.topicOf(ticket)
      if (random.between(1, 10) <= 7) who.in(staff, topic).send(say(who, 'agent', ticket))
      else pressAny(who, world.staffCardOf(ticket), /^s:(take|close|reopen):/, topic)
      await turn()
    }
  }

  function pressAny(who: User, card: Message, data: RegExp, topic?: number): void {
    const buttons = callbacksOf(card).filter((each) => data.test(each))
    if (buttons.length === 0) return
    const chosen = random.pick(buttons)
    who.in(topic === undefined ? group : staff, topic).press(card, ({ callback_data: its }) => its === chosen)
  }

  /** One form after the other, each step as soon as the bot asks for it. */
  async function applicant(who: User): Promise<void> {
    const at = who.in(group)
    while (!over) {
      const form = {
        title: `[form ${who.firstName} ${opened.length}]`,
        description: `[why ${who.firstName} ${opened.length}]`,
      }
      opened.push(form)
      let last = at.send(`/create_ticket@${bot.username}`)
      for (const text of [form.title, form.description]) last = at.reply(await question(who, last), text)
      for (const value of ['priority:urgent', 'category:technical', 'go:summary', 'submit'])
        await choose(who, last, value)
      await tg.until(() => world.staff.topics().some(({ name }) => name.includes(form.title)), {
        what: `${form.title} is opened`,
        ...PATIENCE,
      })
      await turn()
    }
  }

  function question(who: User, after: Message): Promise<Message> {
    return tg.until(
      () => {
        const asked = who.forceReplyIn(group)
        return asked && asked.id > after.id && !asked.deleted ? asked : null
      },
      { what: `${who.firstName} is asked`, ...PATIENCE },
    )
  }

  async function choose(who: User, after: Message, value: string): Promise<void> {
    const isIt = (data: string | undefined) =>
      data?.startsWith('f:') === true && data.endsWith(`:${who.id}:${value}`)
    const menu = await tg.until(
      () => group.messages().findLast((message) => message.id > after.id && callbacksOf(message).some(isIt)),
      {
        what: `${who.firstName} can choose ${value}`,
        ...PATIENCE,
      },
    )
    who.in(group).press(menu, ({ callback_data: data }) => isIt(data))
  }

  return {
    said,
    opened,
    begin(): Promise<unknown> {
      const [ali, ...others] = world.customers
      if (!ali) throw new Error('There is no customer.')
      return Promise.all([
        ...world.customers.map(customer),
        ...world.agents.map(agent),
        ...[ali, ...others].map(applicant),
      ])
    },
    end() {
      over = true
    },
  }
}
