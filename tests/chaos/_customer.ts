import type { Message, User } from '../../sandbox/index.ts'
import type { Random } from '../crash/_random.ts'
import { callbacksOf } from '../_support/form.ts'
import { type Actor, pickTicket, type Scene, untilNear } from './_play.ts'
import type { Said } from './_record.ts'

const CARD_BUTTON = /^t:(close|close-yes|close-no|reopen):/

/** A customer who answers, edits, sends files, closes and reopens in the organization's group. */
export function createCustomer(scene: Scene, who: User): Actor {
  const { world, record, sight } = scene
  const { group, bot } = world
  const at = who.in(group)
  let last: { said: Said; message: Message } | null = null

  return {
    name: who.firstName,
    async step(random) {
      await untilNear(scene)
      // Without the bot in it, the group is just a group.
      if (group.status(bot) !== 'administrator') return
      const ticket = pickTicket(scene, random)
      const card = sight.cardOf(ticket)
      if (card) act(random, ticket, card)
    },
  }

  function act(random: Random, ticket: number, card: Message): void {
    const what = random.between(1, 12)
    if (what <= 6) return write(ticket, card, 0, (text) => at.reply(card, text))
    if (what === 7)
      return write(ticket, card, 2, (text) => at.album([{ caption: text }, {}], { replyTo: card })[0])
    if (what === 8) return write(ticket, card, 1, (text) => at.photo({ caption: text, replyTo: card }))
    if (what === 9 && last) {
      last.said.text = `${last.said.token} edit ${random.between(1, 99)}`
      record.note(`${who.firstName} edits it: ${last.said.text}`, last.said.ticket)
      at.edit(last.message, last.said.text)
      return
    }
    const buttons = callbacksOf(card).filter((data) => CARD_BUTTON.test(data))
    if (buttons.length === 0) return
    const chosen = random.pick(buttons)
    record.note(`${who.firstName} presses ${chosen}`, ticket)
    at.press(card, ({ callback_data: data }) => data === chosen)
  }

  function write(
    ticket: number,
    card: Message,
    files: number,
    send: (text: string) => Message | undefined,
  ): void {
    const token = record.token(who.firstName)
    const message = send(token)
    const said = record.say({
      token,
      ticket,
      side: 'customer',
      by: who.firstName,
      files,
      to: `message ${card.id}`,
      marked: null,
    })
    if (message && files < 2) last = { said, message }
  }
}
