import type { ConversationFlavor } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { TelegramFile } from '../../core/files/attachment.ts'
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
import type { UnderWay } from '../../core/sending/under-way.ts'
import type { TicketReader } from '../../core/tickets/reader.ts'
import type { Translator } from '../../locales/translate.ts'
import type { Logger } from '../../logger.ts'
import type { Speaker } from './speaker.ts'
import type { Unit } from './unit.ts'

/** What every handler of the bot is created with. */
export interface BotDeps {
  readonly desk: Desk
  /** The desk's data, to read. Only use cases of the desk change it. */
  readonly read: ReadModels
  /** The bot's own state. */
  readonly own: OwnState
  readonly texts: Translator
  /** The language of those who have chosen none, and of groups. */
  readonly defaultLocale: () => Locale
  readonly logger: Logger
  readonly clock: () => Date
  /** Asks Telegram about a chat, and whether the bot is in it. */
  readonly inspectChat: InspectChat
  /** What is being sent and not noted yet. */
  readonly underWay: UnderWay
  readonly openDownload: OpenDownload
  /** The ID the staff group has now: it gets a new one when it becomes a supergroup. */
  readonly staffChatId: () => number
}

/** The bytes of a file that somebody waits for; null where Telegram refuses them. Throws HttpError where it may succeed later. */
export type OpenDownload = (
  file: Pick<TelegramFile, 'fileId' | 'size'>,
  stopped: AbortSignal,
) => Promise<AsyncIterable<Uint8Array> | null>

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
  /** The author of the message or the presser of the button; null for bots. */
  speaker: Speaker | null
  /** The language this person is written to in. */
  locale: Locale
  /** Whose form a pressed button belongs to, where that is not the presser: a chat that somebody writes as. */
  formOwner: number | null
}

export type BotContext = ConversationFlavor<Context & Extras>
