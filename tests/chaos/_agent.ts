import type { Message, User } from '../../sandbox/index.ts'
import { callbacksOf } from '../_support/form.ts'
import { type Actor, pickTicket, type Scene, untilNear } from './_play.ts'
import type { Said } from './_record.ts'

const CARD_BUTTON = /^s:(take|close|reopen):/

/** An agent who answers, edits, takes, closes and reopens in the tickets' topics. */
export function createAgent(scene: Scene, who: User): Actor {
  const { world, record, sight } = scene
  const { staff } = world
  let last: { said: Said; message: Message; topic: number } | null = null

  return {
    name: who.firstName,
    async step(random) {
      await untilNear(scene)
      const ticket = pickTicket(scene, random)
      const topic = sight.topicOf(ticket)
      if (topic === undefined) return
      const at = who.in(staff, topic)
      const what = random.between(1, 12)
      if (what <= 7) {
        const token = record.token(who.firstName)
        const files = what === 7 ? 1 : 0
        const message = files > 0 ? at.photo({ caption: token }) : at.send(token)
        const said = record.say({
          token,
          ticket,
          side: 'agent',
          by: who.firstName,
          files,
          to: `topic ${topic}`,
          marked: message.id,
        })
        last = { said, message, topic }
      } else if (what === 8 && last) {
        last.said.text = `${last.said.token} edit ${random.between(1, 99)}`
        record.note(`${who.firstName} edits it: ${last.said.text}`, last.said.ticket)
        who.in(staff, last.topic).edit(last.message, last.said.text)
      } else {
        const card = sight.staffCardOf(ticket)
        const buttons = card ? callbacksOf(card).filter((data) => CARD_BUTTON.test(data)) : []
        if (!card || buttons.length === 0) return
        const chosen = random.pick(buttons)
        record.note(`${who.firstName} presses ${chosen}`, ticket)
        at.press(card, ({ callback_data: data }) => data === chosen)
      }
    },
  }
}
