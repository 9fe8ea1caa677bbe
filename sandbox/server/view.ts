import type { Message } from './driver/message.ts'
import type { Context } from './driver/context.ts'
import { isPresent } from './world/chats.ts'
import type { Chat, ChatKind } from './world/state.ts'
import { type Typing, typingIn } from './world/typing.ts'
import { personOf } from './world/users.ts'
import type { World } from './world/world.ts'

export interface PersonView {
  id: number
  name: string
  username?: string
  isBot: boolean
}

export interface FileView {
  /** The argument of `tg.file`. */
  id: string
  name?: string
  mime?: string
  size: number
}

export interface MessageView extends Pick<
  Message,
  | 'id'
  | 'threadId'
  | 'inTopic'
  | 'from'
  | 'date'
  | 'editedAt'
  | 'text'
  | 'caption'
  | 'entities'
  | 'buttons'
  | 'replyTo'
  | 'albumId'
  | 'service'
  | 'forwarded'
  | 'reactions'
  | 'media'
  | 'content'
> {
  keyboard: 'inline' | 'reply' | undefined
  file: FileView | undefined
}

export interface ChatView {
  key: string
  id: number
  kind: ChatKind
  title: string
  isForum: boolean
  /** Private chats only: the bot's id. */
  bot?: number
  members: (PersonView & { status: string })[]
  topics: { id: number; name: string; closed: boolean; iconColor: number }[]
  messages: MessageView[]
  pinned: number[]
  /** Who is typing there now. */
  typing: Typing[]
  /** Who sees a reply box, and the message that opened it. */
  replyBoxes: { person: number; message: number }[]
}

export interface TelegramView {
  people: PersonView[]
  chats: ChatView[]
}

/** Everything a page needs to show the simulated Telegram. */
export function viewTelegram(context: Context): TelegramView {
  const { world } = context
  const chats = [...world.state.chats.values()].filter(
    ({ deleted, migratedTo }) => !deleted && migratedTo === undefined,
  )
  return {
    people: [...world.state.people.keys()].map((id) => viewPerson(world, id)),
    chats: chats.map((chat) => viewChat(context, chat)),
  }
}

/** What a page needs to show one chat. */
export function viewChat(context: Context, chat: Chat): ChatView {
  const { world } = context
  return {
    key: chat.key,
    id: chat.id,
    kind: chat.kind,
    title: chat.pair ? viewPerson(world, chat.pair.person).name : chat.title,
    isForum: chat.forum,
    ...(chat.pair && { bot: chat.pair.bot }),
    members: [...chat.members]
      .filter(([, member]) => isPresent(member))
      .map(([id, { status }]) => ({ ...viewPerson(world, id), status })),
    topics: [...chat.topics.values()]
      .filter(({ deleted }) => deleted === undefined)
      .map(({ id, name, closed, iconColor }) => ({ id, name, closed, iconColor })),
    messages: context.messages(chat).map((message) => viewMessage(world, message)),
    pinned: [...chat.pinned],
    typing: typingIn(world, chat),
    replyBoxes: [...chat.replyBoxes].map(([person, message]) => ({ person, message })),
  }
}

function viewMessage(world: World, message: Message): MessageView {
  return {
    id: message.id,
    threadId: message.threadId,
    inTopic: message.inTopic,
    from: message.from,
    date: message.date,
    editedAt: message.editedAt,
    text: message.text,
    caption: message.caption,
    entities: message.entities,
    buttons: message.buttons,
    keyboard: message.buttons.length === 0 ? undefined : message.hasReplyKeyboard ? 'reply' : 'inline',
    replyTo: message.replyTo,
    albumId: message.albumId,
    service: message.service,
    forwarded: message.forwarded,
    reactions: message.reactions,
    media: message.media,
    file: viewFile(world, message),
    content: message.content,
  }
}

function viewFile(world: World, { media, content }: Message): FileView | undefined {
  const shown = media === 'photo' ? content.photo?.at(-1) : media && content[media]
  const file = shown && world.state.files.get(shown.file_unique_id)
  if (!file) return undefined
  return {
    id: file.unique,
    size: file.size,
    ...(file.name !== undefined && { name: file.name }),
    ...(file.mime !== undefined && { mime: file.mime }),
  }
}

function viewPerson(world: World, id: number): PersonView {
  const { firstName, lastName, username, isBot } = personOf(world, id)
  return {
    id,
    name: lastName === undefined ? firstName : `${firstName} ${lastName}`,
    ...(username !== undefined && { username }),
    isBot,
  }
}
