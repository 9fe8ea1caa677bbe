import type { Message } from '../../sandbox/index.ts'
import { type FormAnswers, formOf } from '../_support/form.ts'
import { read, startWorld, type WorldOptions } from '../_support/world.ts'

/** The running product with its greetings said, and short ways to a ticket and its two rooms. */
export async function startDesk(options: WorldOptions = {}) {
  const world = await startWorld({ groupAdmin: true, ...options })
  world.advance(3_000)
  await world.settle()
  const { staff, group, bot, maryam } = world

  /** What the bot has said in a room, oldest first, service messages left out. */
  const said = (messages: Message[]) =>
    messages.filter((message) => message.from.id === bot.id && message.service === undefined)

  return {
    ...world,
    /** Fills in the form; answers with the card in the group and the ticket's topic. */
    async open(answers: FormAnswers = {}) {
      const card = await formOf(world, world.ali).submit(answers)
      await world.settle()
      return { card, topic: staff.topics().at(-1)?.id ?? 0 }
    },
    inStaff: (thread?: number) => said(staff.messages(thread)),
    inGroup: () => said(group.messages()),
    /** An agent's words in a topic, carried to where they go. */
    async answer(thread: number, text: string): Promise<Message> {
      const message = maryam.in(staff, thread).send(text)
      await world.settle()
      return message
    },
    async status(ref = 'KT-1'): Promise<string> {
      const { body } = await world.panel.call<{ status: string }>('GET', `/api/v1/tickets/${ref}`)
      return body.status
    },
    /** Lets time pass, with all that is due in it. */
    async pass(ms: number) {
      world.advance(ms)
      await world.settle()
    },
  }
}

export const textOf = (message: Message | undefined): string => read(message?.text || message?.caption)

export const reactionsOf = (message: Message): string[] => message.reactions.map(({ emoji }) => emoji)
