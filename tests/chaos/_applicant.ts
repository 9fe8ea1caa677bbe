import type { Message, User } from '../../sandbox/index.ts'
import { callbacksOf } from '../_support/form.ts'
import { type Actor, type Scene, untilNear } from './_play.ts'

/** Somebody who fills in one form after the other in the group. A form that stands still is left for a new one. */
export function createApplicant(scene: Scene, who: User): Actor {
  const { world, record, sight, until } = scene
  const { group, bot } = world
  const at = who.in(group)

  return {
    name: who.firstName,
    async step() {
      await untilNear(scene)
      if (group.status(bot) !== 'administrator') return
      const title = record.token(who.firstName)
      let last = at.send(`/create_ticket@${bot.username}`)
      for (const text of [title, 'D']) last = at.reply(await question(last), text)
      for (const value of ['priority:normal', 'category:technical', 'go:summary']) await choose(last, value)
      const sent = await choose(last, 'submit')
      record.order(title, who.firstName)
      record.note(`${who.firstName} sends the form ${title}`)
      await until(() => sent.answered() !== undefined, 'the form is taken')
    },
  }

  async function question(after: Message): Promise<Message> {
    return await until(() => {
      const asked = who.forceReplyIn(group)
      return asked && asked.id > after.id && !asked.deleted ? asked : null
    }, 'the bot asks')
  }

  async function choose(after: Message, value: string) {
    const isIt = (data: string | undefined) =>
      data?.startsWith('f:') === true && data.endsWith(`:${who.id}:${value}`)
    const menu = await until(
      () => sight.lastIn(group, (message) => callbacksOf(message).some(isIt), after.id),
      `there is ${value}`,
    )
    return at.press(menu, ({ callback_data: data }) => isIt(data))
  }
}
