import type { ConversationFlavor } from '@grammyjs/conversations'
import type { MenuFlavor } from '@grammyjs/menu'
import type { Context } from 'grammy'
import type { AttachmentReader } from '../../core/files/reader.ts'
import type { FormStore } from '../../core/doorways/forms.ts'
import type { InboxStore } from '../../core/doorways/inbox.ts'
import type { Desk } from '../../core/desk.ts'
import type { InspectChat } from '../../core/groups/group.ts'
import type { Locale } from '../../core/people/person.ts'
import type { GroupReader } from '../../core/groups/reader.ts'
import type { LinkReader } from '../../core/places/reader.ts'
import type { PeopleReader } from '../../core/people/reader.ts'
import type { SettingStore } from '../../core/doorways/settings.ts'
import type { TicketReader } from '../../core/tickets/reader.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Logger } from '../../logger.ts'
import type { Speaker } from './speaker.ts'
import type { Unit } from './unit.ts'

/** What every handler of the bot is given. */
export interface BotDeps {
  readonly desk: Desk
  /** The desk's data, to read; what changes it is a use case of the desk. */
  readonly read: ReadModels
  /** The bot's own state. */
  readonly own: OwnState
  readonly texts: Translator
  /** The language of those who have chosen none, and of groups. */
  readonly defaultLocale: () => Locale
  readonly logger: Logger
  readonly clock: () => Date
  /** Asks Telegram about a chat and the bot's place in it. */
  readonly inspectChat: InspectChat
  /** Telegram's address, for files. */
  readonly apiRoot: string
  /** The staff group as it is configured; it may have moved since (see `staffChatId`). */
  readonly staffChatId: () => number
}

export interface ReadModels {
  readonly tickets: TicketReader
  readonly attachments: AttachmentReader
  readonly links: LinkReader
  readonly groups: GroupReader
  readonly people: PeopleReader
}

/** What the bot remembers for itself. */
export interface OwnState {
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
