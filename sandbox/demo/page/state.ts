import type { BotCommand, Contact, MessageEntity } from '@grammyjs/types'
import type { ChatView, MessageView, TelegramServer } from '../../server/telegram-server.ts'
import { passesPrivacy } from '../../server/updates/privacy.ts'
import type { Chat, Content, Message as StoredMessage } from '../../server/world/state.ts'
import type { Cast, Role } from '../stage/cast.ts'
import { commandsFor } from './commands.ts'
import type { Language } from '../stage/names.ts'
import type { Sms } from '../stage/sms.ts'
import type { TroubleName } from '../stage/troubles.ts'

export interface PageState {
  readonly bot: { readonly id: number; readonly name: string; readonly username: string }
  readonly people: readonly {
    readonly id: number
    readonly name: string
    readonly phone: string | undefined
    readonly role: Role
  }[]
  readonly chats: readonly PageChat[]
  readonly sms: readonly Sms[]
  /** How far the sandbox's clock is ahead of the real time, in milliseconds. */
  readonly offsetMs: number
  readonly language: Language
  readonly troubles: Readonly<Record<TroubleName, boolean>>
}

interface PageChat extends Pick<ChatView, 'key' | 'id' | 'kind' | 'title' | 'topics' | 'typing'> {
  readonly place: 'group' | 'private' | 'staff'
  readonly members: readonly (ChatView['members'][number] & { readonly commands: readonly BotCommand[] })[]
  /** Whether plain messages reach the bot. */
  readonly botSeesAll: boolean
  readonly messages: readonly PageMessage[]
  /** The messages from before the group became a supergroup, which clients show above the others. */
  readonly former: readonly PageMessage[]
  readonly replyBoxes: readonly {
    readonly person: number
    readonly message: number
    readonly placeholder: string
  }[]
  /** The reply keyboard, shown in place of the phone's keyboard. */
  readonly keyboard: { readonly message: number; readonly rows: readonly (readonly string[])[] } | undefined
}

interface PageMessage extends Pick<
  MessageView,
  'id' | 'from' | 'date' | 'editedAt' | 'replyTo' | 'media' | 'file' | 'albumId' | 'service'
> {
  /** The forum topic; General is 1. */
  readonly topic: number
  readonly text: string
  readonly entities: readonly MessageEntity[]
  readonly buttons: MessageView['buttons']
  readonly reactions: readonly string[]
  /** Whether privacy mode keeps the message from the bot. */
  readonly unseen: boolean
  readonly contact: Contact | undefined
  /** Service messages only: their content. */
  readonly content: Content | undefined
}

/** How many messages of a topic the page shows. */
const SHOWN = 150

/** Everything the page shows. */
export function presentState({
  tg,
  cast,
  ...rest
}: { tg: TelegramServer; cast: Cast } & Pick<
  PageState,
  'sms' | 'offsetMs' | 'language' | 'troubles'
>): PageState {
  const view = tg.view()
  const nameOf = (id: number) => view.people.find((person) => person.id === id)?.name ?? ''
  return {
    bot: { id: cast.bot.id, name: nameOf(cast.bot.id), username: cast.bot.username },
    people: cast.people.map(({ user, role }) => ({
      id: user.id,
      name: nameOf(user.id),
      phone: user.phone,
      role,
    })),
    chats: view.chats.map((chat) => presentChat(tg, cast, chat)),
    ...rest,
  }
}

function presentChat(tg: TelegramServer, { bot, staff }: Cast, view: ChatView): PageChat {
  const { key, id, kind, title, topics, typing } = view
  const chat = tg.world.state.chats.get(key) as Chat
  const botMember = chat.members.get(bot.id)
  const members =
    kind === 'private'
      ? view.members.concat({ id, name: title, isBot: false, status: 'member' })
      : view.members
  return {
    key,
    id,
    kind,
    title,
    topics,
    typing,
    place: kind === 'private' ? 'private' : id === staff.id || view.isForum ? 'staff' : 'group',
    botSeesAll: kind === 'private' || botMember?.status === 'administrator' || botMember?.readsAll === true,
    members: members.map((member) => {
      const language = tg.world.state.people.get(member.id)?.languageCode ?? ''
      return { ...member, commands: member.isBot ? [] : commandsFor(bot, view, { ...member, language }) }
    }),
    messages: latest(view.messages).map((message) => presentMessage(tg, chat, bot.id, message)),
    former: formerMessages(tg, chat, bot.id),
    replyBoxes: view.replyBoxes.map(({ person, message }) => ({
      person,
      message,
      placeholder: placeholderOf(chat.messages.get(message)),
    })),
    keyboard: keyboardOf(view.messages, chat),
  }
}

function presentMessage(tg: TelegramServer, chat: Chat, bot: number, view: MessageView): PageMessage {
  const { id, from, date, editedAt, replyTo, media, file, albumId, service, content } = view
  const stored = chat.messages.get(id)
  return {
    id,
    from,
    date,
    editedAt,
    replyTo,
    media,
    file,
    albumId,
    service,
    topic: topicOf(view),
    text: view.text || view.caption,
    entities: view.entities,
    buttons: view.keyboard === 'inline' ? view.buttons : [],
    reactions: view.reactions.map(({ emoji }) => emoji),
    unseen: !from.isBot && stored !== undefined && !passesPrivacy(tg.world, chat, stored, bot),
    contact: content.contact,
    content: service === undefined ? undefined : content,
  }
}

function formerMessages(tg: TelegramServer, { migratedFrom }: Chat, bot: number): PageMessage[] {
  const chat = tg.world.state.chats.get(migratedFrom ?? '')
  const view = chat && tg.viewChat(chat.key)
  if (!view) return []
  return latest(view.messages).map((message) => ({
    ...presentMessage(tg, chat, bot, message),
    buttons: [],
    unseen: false,
  }))
}

function latest(messages: readonly MessageView[]): MessageView[] {
  const counts = new Map<number, number>()
  return messages
    .toReversed()
    .filter((message) => {
      const count = (counts.get(topicOf(message)) ?? 0) + 1
      counts.set(topicOf(message), count)
      return count <= SHOWN
    })
    .toReversed()
}

function topicOf({ inTopic, threadId }: MessageView): number {
  return inTopic && threadId !== undefined ? threadId : 1
}

function placeholderOf(message: StoredMessage | undefined): string {
  const markup = message?.markup
  return (markup && 'input_field_placeholder' in markup && markup.input_field_placeholder) || ''
}

/** The last reply keyboard of the bot, unless it was removed or, as a one-time keyboard, used. */
function keyboardOf(messages: readonly MessageView[], chat: Chat): PageChat['keyboard'] {
  let keyboard: PageChat['keyboard']
  let once = false
  for (const { id, from, buttons } of messages) {
    const markup = chat.messages.get(id)?.markup
    if (markup && 'remove_keyboard' in markup) keyboard = undefined
    else if (markup && 'keyboard' in markup) {
      keyboard = { message: id, rows: buttons.map((row) => row.map(({ text }) => text)) }
      once = markup.one_time_keyboard ?? false
    } else if (once && !from.isBot) keyboard = undefined
  }
  return keyboard
}
