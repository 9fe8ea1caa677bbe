import { z } from 'zod'
import type { TelegramServer } from '../../server/telegram-server.ts'
import type { Cast } from '../stage/cast.ts'

export const place = z.object({
  chat: z.string(),
  person: z.int(),
  /** The forum topic; General is 1. */
  topic: z.int().default(1),
})
const text = z.string().max(10_000)
const START_GROUP = /^https:\/\/t\.me\/(\w+)\?startgroup=([\w-]{1,64})$/

export const newMessage = place.extend({ text, replyTo: z.int().optional() })
export const changedMessage = place.extend({ message: z.int(), text })
export const pressedButton = place.extend({ message: z.int(), button: z.int(), label: z.string() })
export const openedLink = place.extend({ url: z.string().max(1_000) })
export const sentFiles = place.extend({
  chat: z.string(),
  person: z.coerce.number().int(),
  topic: z.coerce.number().int().default(1),
  replyTo: z.coerce.number().int().optional(),
  caption: text.default(''),
})

const ANSWER_WITHIN_MS = 15_000
const PHOTO = /^image\/(jpeg|png)$/

/** What people do on the page. Throws where Telegram's apps would not let them. */
export function createActions(tg: TelegramServer, cast: Cast) {
  function at({ chat: key, person, topic }: z.infer<typeof place>) {
    const chat = tg.world.state.chats.get(key)
    const actor = cast.people.find(({ user }) => user.id === person)?.user
    if (!chat || !actor || (chat.pair && chat.pair.person !== person)) throw new Error('no such place')
    if (chat.pair) return actor.chat({ id: chat.pair.bot })
    return actor.in(tg.group(chat.id), topic === 1 ? undefined : topic)
  }
  function within(where: z.infer<typeof place>, id: number) {
    const there = at(where)
    const message = there.messages().find((one) => one.id === id)
    if (!message) throw new Error(`there is no message ${id}`)
    return { there, message }
  }

  return {
    send({ text: words, replyTo, ...where }: z.infer<typeof newMessage>): void {
      at(where).send(words, { replyTo })
    },
    type(where: z.infer<typeof place>): void {
      at(where).type()
    },
    /** Opens a link that adds the bot to a group, and chooses this one. */
    openLink({ url, chat: key, person }: z.infer<typeof openedLink>): void {
      const [, name, startgroup] = START_GROUP.exec(url) ?? []
      const chat = tg.world.state.chats.get(key)
      const by = cast.people.find(({ user }) => user.id === person)?.user
      if (name !== cast.bot.username || startgroup === undefined) throw new Error('no such link')
      if (!chat || chat.pair || !by || !chat.members.has(person)) throw new Error('no such place')
      tg.group(chat.id).add(cast.bot, { by, startgroup })
    },
    edit({ message: id, text: words, ...where }: z.infer<typeof changedMessage>): void {
      const { there, message } = within(where, id)
      there.edit(message, words)
    },
    /** Resolves with the bot's answer to the press; `answered` is false when none came in time. */
    async press({ message: id, button, label, ...where }: z.infer<typeof pressedButton>) {
      const { there, message } = within(where, id)
      if (message.buttonTexts[button] !== label) throw new Error(`«${label}» is no longer there`)
      const press = there.press(message, button)
      if (press.kind !== 'callback') return { answered: true, text: '', showAlert: false }
      const answer = await press.answer({ timeoutMs: ANSWER_WITHIN_MS }).catch(() => undefined)
      return { answered: answer !== undefined, text: '', showAlert: false, ...answer }
    },
    /** Sends files: pictures as photos, others as documents, several as an album. */
    async sendFiles({ replyTo, caption, ...where }: z.infer<typeof sentFiles>, files: File[]): Promise<void> {
      const kind = files.every(({ type }) => PHOTO.test(type)) ? ('photo' as const) : ('document' as const)
      const items = await Promise.all(
        files.map(async (file, index) => ({
          kind,
          bytes: new Uint8Array(await file.arrayBuffer()),
          ...(kind === 'document' && { name: file.name }),
          ...(file.type !== '' && { mime: file.type }),
          ...(index === 0 && caption !== '' && { caption }),
        })),
      )
      const there = at(where)
      const [first, ...rest] = items
      if (!first) throw new Error('no files')
      if (rest.length > 0) there.album(items, { replyTo })
      else there[kind]({ ...first, replyTo })
    },
  }
}
