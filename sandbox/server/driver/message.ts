import type {
  InlineKeyboardButton,
  KeyboardButton,
  MessageEntity,
  Message as ApiMessage,
} from '@grammyjs/types'
import { chatOf } from '../world/chats.ts'
import { toMessage } from '../world/render.ts'
import type { Content, Markup, Message as StoredMessage } from '../world/state.ts'
import { toSender, toUser } from '../world/users.ts'
import type { World } from '../world/world.ts'

export type Button = { text: string } & Partial<Record<'callback_data' | 'url' | 'style', string>> & {
    copy_text?: { text: string }
    request_contact?: boolean
  }

/** A message as a test sees it. It is live: an edit shows here at once. */
export interface Message {
  readonly id: number
  readonly chatId: number
  readonly threadId: number | undefined
  readonly inTopic: boolean
  readonly from: { id: number; name: string; isBot: boolean }
  /** Unix time. */
  readonly date: number
  /** Empty when there is none. */
  readonly text: string
  readonly caption: string
  readonly entities: MessageEntity[]
  /** Rows of an inline or reply keyboard. */
  readonly buttons: Button[][]
  readonly buttonTexts: string[]
  readonly hasReplyKeyboard: boolean
  readonly forceReply: boolean
  readonly replyTo: number | undefined
  /** The id of a replied message in another chat or topic. */
  readonly externalReplyTo: number | undefined
  readonly media:
    | 'photo'
    | 'document'
    | 'video'
    | 'audio'
    | 'voice'
    | 'animation'
    | 'video_note'
    | 'sticker'
    | undefined
  readonly albumId: string | undefined
  /** Service messages only: the field that they carry, such as `new_chat_members`. */
  readonly service: string | undefined
  readonly editedAt: number | undefined
  readonly deleted: boolean
  readonly forwarded: boolean
  readonly reactions: { by: number; emoji: string }[]
  /** What it said before each edit, oldest first. */
  readonly history: { text: string; buttonTexts: string[]; at: number }[]
  /** Its content in the fields of the Bot API. */
  readonly content: Content
  /** The message as a bot gets it. */
  toApi: (bot: { id: number }) => ApiMessage
}

const MEDIA = ['photo', 'video', 'animation', 'document', 'audio', 'voice', 'video_note', 'sticker'] as const

/** A live view of a stored message. */
export function viewMessage(world: World, stored: StoredMessage): Message {
  return {
    id: stored.id,
    chatId: chatOf(world, stored.chat).id,
    date: stored.date,
    get threadId() {
      return stored.threadId
    },
    get inTopic() {
      return stored.inTopic ?? false
    },
    get from() {
      const user = toSender(world, stored) ?? toUser(world, stored.author)
      const { title = user.first_name } =
        stored.senderChat === undefined ? {} : chatOf(world, stored.senderChat)
      return { id: user.id, name: title, isBot: user.is_bot }
    },
    get text() {
      return stored.content.text ?? ''
    },
    get caption() {
      return stored.content.caption ?? ''
    },
    get entities() {
      return stored.content.entities ?? stored.content.caption_entities ?? []
    },
    get buttons() {
      return buttonsOf(stored.markup)
    },
    get buttonTexts() {
      return textsOf(stored.markup)
    },
    get hasReplyKeyboard() {
      return stored.markup !== undefined && 'keyboard' in stored.markup
    },
    get forceReply() {
      return stored.markup !== undefined && 'force_reply' in stored.markup && stored.markup.force_reply
    },
    replyTo: stored.replyTo,
    externalReplyTo: stored.externalReply?.message,
    get media() {
      return MEDIA.find((kind) => stored.content[kind] !== undefined)
    },
    albumId: stored.albumId,
    service: stored.service ? Object.keys(stored.content)[0] : undefined,
    get editedAt() {
      return stored.editedAt
    },
    get deleted() {
      return stored.deletedAt !== undefined
    },
    forwarded: stored.origin !== undefined,
    get reactions() {
      return [...stored.reactions].flatMap(([by, list]) =>
        list.map((reaction) => ({ by, emoji: reaction.type === 'emoji' ? reaction.emoji : reaction.type })),
      )
    },
    get history() {
      return stored.history.map(({ content, markup, at }) => ({
        text: content.text ?? content.caption ?? '',
        buttonTexts: textsOf(markup),
        at,
      }))
    },
    get content() {
      return stored.content
    },
    toApi: (bot) => toMessage(world, bot.id, stored),
  }
}

/** The buttons of a keyboard, row by row. */
function buttonsOf(markup: Markup | undefined): Button[][] {
  const rows: readonly (readonly (InlineKeyboardButton | KeyboardButton)[])[] =
    markup && 'inline_keyboard' in markup
      ? markup.inline_keyboard
      : markup && 'keyboard' in markup
        ? markup.keyboard
        : []
  return rows.map((row) =>
    row.map((button) => (typeof button === 'string' ? { text: button } : (button as Button))),
  )
}

function textsOf(markup: Markup | undefined): string[] {
  return buttonsOf(markup).flatMap((row) => row.map(({ text }) => text))
}
