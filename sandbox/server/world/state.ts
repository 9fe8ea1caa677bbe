import type {
  BotCommand,
  ChatAdministratorRights,
  ForceReply,
  InlineKeyboardMarkup,
  MenuButton,
  Message as ApiMessage,
  MessageOrigin,
  ReactionType,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
  TextQuote,
  Update,
} from '@grammyjs/types'

/** Everything the simulated Telegram remembers: plain data, no references between the parts but ids. */
export interface State {
  people: Map<number, Person>
  bots: Map<number, BotAccount>
  chats: Map<string, Chat>
  files: Map<string, StoredFile>
  queries: Map<string, Query>
  counters: Counters
}

export interface Counters {
  person: number
  bot: number
  group: number
  supergroup: number
  /** Private chats and basic groups count their messages together; supergroups and channels on their own. */
  message: number
  file: number
  query: number
  album: number
}

/** A human, or the public face of a bot. */
export interface Person {
  id: number
  isBot: boolean
  firstName: string
  lastName?: string
  username?: string
  languageCode?: string
  phone?: string
  deactivated?: true
}

export interface BotAccount {
  id: number
  token: string
  privacy: boolean
  lastUpdateId: number
  /** As the bot last asked for; undefined is Telegram's default. */
  allowedUpdates?: UpdateType[]
  queue: QueuedUpdate[]
  /** Delivered ones, to be given again on demand. */
  past: QueuedUpdate[]
  /** Given again at the next occasion, whatever the offset. */
  again: QueuedUpdate[]
  webhook?: Webhook
  commands: Map<string, BotCommand[]>
  texts: Map<string, string>
  menuButtons: Map<string, MenuButton>
}

export interface Webhook {
  url: string
  secret?: string
  maxConnections: number
  lastError?: { at: number; message: string }
}

export type UpdateType = Exclude<keyof Update, 'update_id'>

export interface QueuedUpdate {
  update: Update
  expiresAt: number
}

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel'

export interface Chat {
  /** The id as text; `bot:user` for private chats, which every bot has its own of. */
  key: string
  id: number
  kind: ChatKind
  title: string
  username?: string
  forum: boolean
  members: Map<number, Member>
  messages: Map<number, Message>
  lastMessageId: number
  topics: Map<number, Topic>
  lastBotToPost?: number
  pinned: number[]
  /** Who sees which message's reply box open. */
  replyBoxes: Map<number, number>
  deleted?: true
  migratedTo?: string
  migratedFrom?: string
  linkedChat?: string
  /** Private chats only. */
  pair?: { bot: number; person: number; started: boolean; blocked: boolean }
}

export type Rights = Omit<ChatAdministratorRights, 'is_anonymous'>

export interface Member {
  status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'
  rights?: Rights
  anonymous?: true
  title?: string
  /** Bots: privacy mode was off when it joined. Switching it later needs a new join. */
  readsAll?: true
}

export interface Topic {
  id: number
  name: string
  iconColor: number
  iconEmoji?: string
  creator: number
  closed: boolean
  /** The error a bot gets for posting into a deleted topic. */
  deleted?: string
}

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply

/** The part of a message that says something; its files carry no `file_id` yet, that is each bot's own. */
export type Content = Partial<ApiMessage>

export interface Message {
  id: number
  chat: string
  date: number
  /** Who really sent it, also when it shows as a chat's. */
  author: number
  senderChat?: string
  signature?: string
  threadId?: number
  inTopic?: true
  replyTo?: number
  externalReply?: { chat: string; message: number }
  quote?: TextQuote
  content: Content
  service?: true
  markup?: Markup
  origin?: MessageOrigin
  automaticForward?: true
  albumId?: string
  protected?: true
  editedAt?: number
  deletedAt?: number
  /** The bot that sees it although it minds its privacy mode. */
  meantFor?: number
  reactions: Map<number, ReactionType[]>
  history: { content: Content; markup?: Markup; at: number }[]
}

export type FileKind =
  | 'photo'
  | 'document'
  | 'video'
  | 'audio'
  | 'voice'
  | 'animation'
  | 'video_note'
  | 'sticker'
  | 'thumbnail'

export interface StoredFile {
  unique: string
  kind: FileKind
  path: string
  size: number
  name?: string
  mime?: string
  /** Under which the world's bytes hold its own; absent when only a size was declared: a download gets filler. */
  key?: string
  width?: number
  height?: number
  duration?: number
  emoji?: string
  title?: string
  performer?: string
  /** Photos: the smaller sizes of the same picture. */
  smaller?: string[]
}

export interface Query {
  id: string
  bot: number
  person: number
  chat: string
  message: number
  data: string
  at: number
  answer?: { text: string; showAlert: boolean; url?: string }
}
