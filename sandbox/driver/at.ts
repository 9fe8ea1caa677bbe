import type { Contact, MessageEntity, ReactionTypeEmoji } from '@grammyjs/types'
import { nextAlbumId } from '../api/methods/album.ts'
import { publishEdit, publishMessage, publishReaction } from '../updates/publish.ts'
import { reviseMessage, removeMessage } from '../world/change.ts'
import { findMessage } from '../world/chats.ts'
import { post } from '../world/post.ts'
import { hasRight } from '../world/members.ts'
import { isInline } from '../world/render.ts'
import type { Chat, Content, Message as StoredMessage } from '../world/state.ts'
import { personOf } from '../world/users.ts'
import type { MediaKind } from '../world/file-content.ts'
import { fileMessage, textMessage, type FileOptions } from './content.ts'
import type { Context } from './context.ts'
import type { Button, Message } from './message.ts'
import { callbackPress, findButton, plainPress, sendQuery, type Press, type Which } from './press.ts'
import { checkMayWrite, senderOf, type Who } from './sender.ts'
import type { UntilOptions } from './until.ts'

export interface SendOptions {
  replyTo?: Message | number | undefined
  mediaGroupId?: string
}
export type FileSend = FileOptions & SendOptions
export type AlbumItem = FileOptions & { kind?: 'photo' | 'video' | 'document' | 'audio' }
export interface AlbumOptions extends SendOptions {
  /** Milliseconds by which each item's update is held back. */
  delays?: number[]
  /** In which order the updates arrive, by the items' places. */
  order?: number[]
  /** Only the first item tells what it replies to. */
  replyOnFirstOnly?: boolean
}
/** Somebody in a chat (and topic): what they write, send, press, edit there. */
export type At = ReturnType<typeof createAt>

/** Puts somebody into a chat, and into a topic of it. */
export function createAt(context: Context, chat: Chat, who: Who, thread?: number) {
  const { world } = context

  function put(
    content: Content,
    options: SendOptions = {},
    extra: { silent?: boolean; albumId?: string } = {},
  ): StoredMessage {
    checkMayWrite(world, chat, who.person, thread)
    const replyTo = typeof options.replyTo === 'object' ? options.replyTo.id : options.replyTo
    const replied = replyTo === undefined ? undefined : stored(replyTo)
    const topic = thread ?? (replied?.inTopic ? replied.threadId : undefined)
    const albumId = extra.albumId ?? options.mediaGroupId
    return post(world, chat, {
      ...senderOf(chat, who),
      content,
      topic: chat.forum ? topic : undefined,
      ...(replyTo !== undefined && { replyTo }),
      ...(albumId !== undefined && { albumId }),
      ...(extra.silent && { silent: true }),
    })
  }
  const file =
    (kind: MediaKind) =>
    (options: FileSend = {}) => {
      const { replyTo: _, mediaGroupId: __, ...content } = options
      return context.message(put(fileMessage(world, kind, content), options))
    }
  const stored = (message: Message | number): StoredMessage => {
    const id = typeof message === 'number' ? message : message.id
    const found = findMessage(chat, id)
    if (!found)
      throw new Error(`there is no message ${id} in «${chat.title || personOf(world, chat.id).firstName}»`)
    return found
  }
  const send = (text: string, options: SendOptions & { entities?: MessageEntity[] } = {}): Message =>
    context.message(put(textMessage(text, options.entities), options))

  function contact(
    options: { own: true } | { user: { id: number } } | { phone: string; firstName: string },
  ): Message {
    return context.message(put({ contact: contactOf(options) }))
  }
  function contactOf(options: Parameters<typeof contact>[0]): Contact {
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

  function album(items: AlbumItem[], options: AlbumOptions = {}): Message[] {
    const albumId = options.mediaGroupId ?? nextAlbumId({ world })
    const messages = items.map(({ kind = 'photo', ...content }, index) => {
      const replies = index === 0 || !options.replyOnFirstOnly
      return put(fileMessage(world, kind, content), replies ? options : {}, { silent: true, albumId })
    })
    const order = options.order ?? messages.map((_, index) => index)
    for (const index of order) {
      const message = messages[index]
      if (message) publishLater(message, options.delays?.[index] ?? 0)
    }
    return messages.map(context.message)
  }
  function publishLater(message: StoredMessage, delayMs: number): void {
    if (delayMs <= 0) return publishMessage(world, chat, message)
    context.held.count += 1
    setTimeout(() => {
      context.held.count -= 1
      publishMessage(world, chat, message)
      world.changed()
    }, delayMs)
  }

  function press(message: Message, which: Which): Press {
    const target = stored(message)
    const button = findButton(context.message(target).buttons, which)
    if (button.url !== undefined) return plainPress(button, { kind: 'url', opened: button.url })
    if (button.copy_text) return plainPress(button, { kind: 'copy', copied: button.copy_text.text })
    if (isInline(target.markup)) {
      if (button.callback_data === undefined) return plainPress(button, { kind: 'nothing' })
      return callbackPress(
        context,
        sendQuery(context, chat, target, who.person, button.callback_data),
        button,
      )
    }
    pressReplyKeyboard(target, button)
    return plainPress(button, { kind: 'message' })
  }
  /** In groups clients send what a keyboard's button says as a reply to the keyboard. */
  function pressReplyKeyboard(target: StoredMessage, button: Button): void {
    if (button.request_contact) put({ contact: contactOf({ own: true }) }, { replyTo: target.id })
    else send(button.text, chat.kind === 'private' ? {} : { replyTo: target.id })
  }

  function edit(message: Message, change: string | { text?: string; caption?: string }): Message {
    const target = stored(message)
    if (target.author !== who.person) throw new Error("nobody edits another's message")
    const isText = target.content.text !== undefined
    const words = typeof change === 'string' ? change : (change.text ?? change.caption ?? '')
    const { text, entities } = textMessage(words)
    const content: Content = isText
      ? { ...target.content, text: text ?? '', entities: entities ?? [] }
      : { ...target.content, caption: text ?? '', caption_entities: entities ?? [] }
    reviseMessage(world, target, { content })
    publishEdit(world, chat, target)
    return message
  }

  function react(message: Message, emoji?: ReactionTypeEmoji['emoji']): void {
    const target = stored(message)
    const before = target.reactions.get(who.person) ?? []
    const after = emoji === undefined ? [] : [{ type: 'emoji' as const, emoji }]
    if (after.length > 0) target.reactions.set(who.person, after)
    else target.reactions.delete(who.person)
    world.changed()
    publishReaction(world, chat, target, { person: who.person, before, after })
  }

  const messages = () => context.messages(chat, thread)
  return {
    send,
    /** Answers the reply box that is open, as typing into it would. */
    answer(text: string): Message {
      const prompt = chat.replyBoxes.get(who.person)
      if (prompt === undefined) throw new Error('no reply box is open')
      return send(text, { replyTo: prompt })
    },
    reply: (message: Message, content: string | Content): Message =>
      typeof content === 'string'
        ? send(content, { replyTo: message })
        : context.message(put(content, { replyTo: message })),
    photo: file('photo'),
    document: file('document'),
    video: file('video'),
    voice: file('voice'),
    audio: file('audio'),
    animation: file('animation'),
    videoNote: file('video_note'),
    sticker: file('sticker'),
    location: (place = { latitude: 35.7, longitude: 51.4 }): Message =>
      context.message(put({ location: place })),
    contact,
    album,
    press,
    /** Sends a callback query that no button stands for, as a modified client can. */
    forge(message: Message, data: string): Press {
      const target = chat.messages.get(message.id) ?? stored(message)
      return callbackPress(context, sendQuery(context, chat, target, who.person, data), { text: data })
    },
    edit,
    react,
    delete(message: Message): void {
      const target = stored(message)
      if (target.author !== who.person && !hasRight(chat, who.person, 'can_delete_messages')) {
        throw new Error("only administrators delete others' messages")
      }
      removeMessage(world, chat, target)
    },
    /** A message with any fields of the Bot API; they win over what would be there. */
    raw: (fields: Content, options?: SendOptions): Message => context.message(put(fields, options)),
    messages,
    last: (from?: { id: number }): Message | undefined =>
      messages().findLast(
        (message) => message.service === undefined && (!from || message.from.id === from.id),
      ),
    untilMessage: (match: (message: Message) => unknown, options?: UntilOptions): Promise<Message> =>
      context.until(() => messages().findLast(match), options),
  }
}
