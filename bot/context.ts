import type { ConversationFlavor } from '@grammyjs/conversations'
import type { MenuFlavor } from '@grammyjs/menu'
import type { Context } from 'grammy'
import type { AttachmentStore } from '../core/files/ports.ts'
import type { FormStore, InboxStore } from '../core/intake.ts'
import type { Desk } from '../core/desk.ts'
import type { ChatInspection } from '../core/groups/group.ts'
import type { Locale } from '../core/people/person.ts'
import type {
  GroupStore,
  LinkStore,
  OutboxStore,
  PeopleStore,
  SettingStore,
  TicketStore,
} from '../core/ports.ts'
import type { Translator } from '../locales/translate.ts'
import type { Logger } from '../logger.ts'
import type { Speaker } from './speaker.ts'
import type { Unit } from './unit.ts'

/** What every handler of the bot is given. */
export interface BotDeps {
  readonly desk: Desk
  readonly stores: BotStores
  readonly texts: Translator
  /** The language of those who have chosen none, and of groups. */
  readonly defaultLocale: () => Locale
  readonly logger: Logger
  readonly clock: () => Date
  /** Asks Telegram about a chat and the bot's place in it. */
  readonly inspectChat: (chatId: number) => Promise<ChatInspection>
  /** Telegram's address, for files. */
  readonly apiRoot: string
  /** The staff group as it is configured; it may have moved since (see `staffChatId`). */
  readonly staffChatId: () => number
}

export interface BotStores {
  readonly tickets: TicketStore
  readonly attachments: AttachmentStore
  readonly links: LinkStore
  readonly groups: GroupStore
  readonly people: PeopleStore
  readonly outbox: OutboxStore
  readonly settings: SettingStore
  readonly forms: FormStore
  readonly inbox: InboxStore
}

interface Extras {
  /** What this update changes in the bot's own state. */
  unit: Unit
  /** The author of the message or the presser of the button; null for bots and service accounts. */
  speaker: Speaker | null
  /** The language to answer this person in. */
  locale: Locale
  /** Whose form the update may belong to, where that is not the speaker: a button of a chat's spokesman. */
  formOwner: number | null
}

export type BotContext = ConversationFlavor<Context & Extras & MenuFlavor>
