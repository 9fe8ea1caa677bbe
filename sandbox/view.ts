import type { Button, Message } from './driver/message.ts'
import type { Context } from './driver/context.ts'
import { isPresent } from './world/chats.ts'
import type { Chat, ChatKind, Content } from './world/state.ts'
import { personOf } from './world/users.ts'
import type { World } from './world/world.ts'

export interface PersonView {
  id: number
  name: string
  username?: string
  isBot: boolean
}

export interface FileView {
  /** What `tg.file` finds it by. */
  id: string
  name?: string
  mime?: string
  size: number
}

export interface MessageView
  extends Pick<
    Message,
    'id' | 'threadId' | 'inTopic' | 'from' | 'date' | 'text' | 'caption' | 'entities' | 'media' | 'reactions'
  > {
  buttons: Button[][]
  keyboard: 'inline' | 'reply' | undefined
  replyTo: number | undefined
  albumId: string | undefined
  service: string | undefined
  editedAt: number | undefined
  forwarded: boolean
  file: FileView | undefined
  content: Content
}

export interface ChatView {
  key: string
  id: number
  kind: ChatKind
  title: string
  isForum: boolean
  /** Private chats: with which bot. */
  bot?: number
  members: (PersonView & { status: string })[]
  topics: { id: number; name: string; closed: boolean; iconColor: number }[]
  messages: MessageView[]
  pinned: number[]
  /** Whose client shows a reply box, and for which message. */
  replyBoxes: { person: number; message: number }[]
}

export interface TelegramView {
  people: PersonView[]
  chats: ChatView[]
}

/** Everything a page needs to show the simulated Telegram. */
export function viewTelegram(context: Context): TelegramView {
  const { world } = context
  const chats = [...world.state.chats.values()].filter(({ deleted, migratedTo }) => !deleted && migratedTo === undefined)
  return {
    people: [...world.state.people.keys()].map((id) => viewPerson(world, id)),
    chats: chats.map((chat) => viewChat(context, chat)),
  }
}

function viewChat(context: Context, chat: Chat): ChatView {
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
    replyBoxes: [...chat.replyBoxes].map(([person, message]) => ({ person, message })),
  }
}

function viewMessage(world: World, message: Message): MessageView {
  const { id, threadId, inTopic, from, date, text, caption, entities, media, reactions, buttons } = message
  const { replyTo, albumId, service, editedAt, forwarded, content } = message
  const isReply = buttons.length > 0 && message.hasReplyKeyboard
  return {
    ...{ id, threadId, inTopic, from, date, text, caption, entities, media, reactions, buttons },
    ...{ replyTo, albumId, service, editedAt, forwarded, content },
    keyboard: buttons.length === 0 ? undefined : isReply ? 'reply' : 'inline',
    file: viewFile(world, message),
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

