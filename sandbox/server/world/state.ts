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

/** Everything the simulated Telegram remembers. It is plain data whose parts name each other by ids. */
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
  /**
   * The last message id of private chats and basic groups, which share one count. Supergroups and channels count
   * their own.
   */
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
  /** The kinds of updates that the bot asked for; undefined is Telegram's default. */
  allowedUpdates?: UpdateType[]
  queue: QueuedUpdate[]
  /** Delivered updates, for a test that delivers them again. */
  past: QueuedUpdate[]
  /** Updates to deliver again with the next ones, whatever the offset. */
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
  /** The id as text. For private chats `bot:person`: each bot has one of its own with a person. */
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
  /** For each person with an open reply box the message that opened it. */
  replyBoxes: Map<number, number>
  deleted?: true
  /** Nothing in it can be forwarded or saved. */
  protected?: true
  migratedTo?: string
  migratedFrom?: string
  linkedChat?: string
  /** Bots that are no administrators may send text only. */
  textOnly?: true
  /** Private chats only. */
  pair?: { bot: number; person: number; started: boolean; blocked: boolean }
}

export type Rights = Omit<ChatAdministratorRights, 'is_anonymous'>

export interface Member {
  status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'
  rights?: Rights
  anonymous?: true
  title?: string
  /** Bots: privacy mode was off when it joined. A change counts only when it joins again. */
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

/**
 * The content of a message: text, media or a service message's field. Its files have no `file_id`, which differs
 * for each bot.
 */
export type Content = Partial<ApiMessage>

export interface Message {
  id: number
  chat: string
  date: number
  /** Who sent it, also when it shows a chat as its sender. */
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
  /** The bot that sees it in spite of privacy mode. */
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
  /** The key of its bytes; absent when only a size was given, and a download gets filler. */
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
