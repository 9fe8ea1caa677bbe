import type { Contact, MessageEntity } from '@grammyjs/types'
import type { MediaKind } from '../world/file-content.ts'
import { isInline } from '../world/render.ts'
import type { Chat, Content, Message as StoredMessage } from '../world/state.ts'
import { showTyping } from '../world/typing.ts'
import { personOf } from '../world/users.ts'
import { sendAlbum, type AlbumItem, type AlbumOptions } from './album.ts'
import { createCompose, requireStored, type SendOptions } from './composing.ts'
import { fileMessage, textMessage, type FileOptions } from './content.ts'
import type { Context } from './context.ts'
import type { Button, Message } from './message.ts'
import { callbackPress, findButton, plainPress, sendQuery, type Press, type Which } from './press.ts'
import { createReading } from './reading.ts'
import { createRevising } from './revising.ts'
import type { Who } from './sender.ts'

type ContactOptions = { own: true } | { user: { id: number } } | { phone: string; firstName: string }

/** A person in a chat or topic: what they can write, send, press, edit and read there. */
export type At = ReturnType<typeof createAt>

/** The handle of a person in a chat, or in a topic of it. */
export function createAt(context: Context, chat: Chat, who: Who, thread?: number) {
  const { world } = context
  const compose = createCompose(world, chat, who, thread)
  const put = (content: Content, options?: SendOptions): Message => context.message(compose(content, options))
  const send = (text: string, options: SendOptions & { entities?: MessageEntity[] } = {}): Message =>
    put(textMessage(text, options.entities), options)
  const file = (kind: MediaKind) => {
    return ({ replyTo, quote, mediaGroupId, ...content }: FileOptions & SendOptions = {}): Message =>
      put(fileMessage(world, kind, content), {
        replyTo,
        ...(quote !== undefined && { quote }),
        ...(mediaGroupId !== undefined && { mediaGroupId }),
      })
  }

  function contactOf(options: ContactOptions): Contact {
    if ('phone' in options) return { phone_number: options.phone, first_name: options.firstName }
    const person = personOf(world, 'own' in options ? who.person : options.user.id)
    if (person.phone === undefined) throw new Error(`${person.firstName} has no phone`)
    return {
      phone_number: person.phone,
      first_name: person.firstName,
      ...(person.lastName !== undefined && { last_name: person.lastName }),
      user_id: person.id,
    }
  }

  function press(message: Message, which: Which): Press {
    const target = requireStored(world, chat, message)
    const button = findButton(context.message(target).buttons, which)
    if (button.url !== undefined) return plainPress(button, { kind: 'url', opened: button.url })
    if (button.copy_text) return plainPress(button, { kind: 'copy', copied: button.copy_text.text })
    if (button.callback_data !== undefined) return query(target, button, button.callback_data)
    if (isInline(target.markup)) return plainPress(button, { kind: 'nothing' })
    // In groups a client sends the button's text as a reply to the message with the keyboard.
    if (button.request_contact) put({ contact: contactOf({ own: true }) }, { replyTo: target.id })
    else send(button.text, chat.kind === 'private' ? {} : { replyTo: target.id })
    return plainPress(button, { kind: 'message' })
  }
  const query = (target: StoredMessage, button: Button, data: string): Press =>
    callbackPress(context, sendQuery(context, chat, target, who.person, data), button)

  return {
    send,
    /** Shows as typing, without sending anything yet. */
    type: () => showTyping(world, chat, { person: who.person, topic: thread ?? 1 }),
    /** Sends a text through the open reply box, as a reply to the message that opened it. */
    fillReplyBox(text: string): Message {
      const prompt = chat.replyBoxes.get(who.person)
      if (prompt === undefined) throw new Error('no reply box is open')
      return send(text, { replyTo: prompt })
    },
    reply: (message: Message, content: string | Content): Message =>
      typeof content === 'string' ? send(content, { replyTo: message }) : put(content, { replyTo: message }),
    photo: file('photo'),
    document: file('document'),
    video: file('video'),
    voice: file('voice'),
    audio: file('audio'),
    animation: file('animation'),
    videoNote: file('video_note'),
    sticker: file('sticker'),
    location: (place = { latitude: 35.7, longitude: 51.4 }): Message => put({ location: place }),
    contact: (options: ContactOptions): Message => put({ contact: contactOf(options) }),
    album: (items: AlbumItem[], options?: AlbumOptions): Message[] =>
      sendAlbum(context, chat, compose, items, options),
    /** Sends a message with any content fields of the Bot API. */
    raw: put,
    press,
    /** Sends a callback query with any data, as a modified client can. */
    forge: (message: Message, data: string): Press =>
      query(chat.messages.get(message.id) ?? requireStored(world, chat, message), { text: data }, data),
    ...createRevising(world, chat, who.person),
    ...createReading(context, chat, thread),
  }
}
