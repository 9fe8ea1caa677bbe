import type { AttachmentStore, FetchFile, FileStore } from './files/ports.ts'
import type { Delivery, NewDelivery, Outcome, Room } from './deliveries/delivery.ts'
import type { ChatInspection, Group, SuspensionReason } from './groups/group.ts'
import type { Contact, Locale, Organization, PanelUser, Person } from './people/person.ts'
import type {
  Attachment,
  Content,
  Message,
  MessageDelivery,
  NewAttachment,
  Origin,
} from './tickets/message.ts'
import type { Stretch } from './sla/month.ts'
import type { HistoryEntry, Priority, Ticket } from './tickets/ticket.ts'
import type { EventStore } from './tickets/event.ts'
import type { Page, TicketFilter } from './tickets/queries.ts'

/** Everything the desk needs from outside. */
export interface Ports {
  readonly clock: () => Date
  /** A random positive integer below 2^47, for Kavenegar's `localid`. */
  readonly randomId: () => number
  readonly tickets: TicketStore
  readonly search: SearchStore
  readonly links: LinkStore
  readonly groups: GroupStore
  readonly people: PeopleStore
  readonly outbox: OutboxStore
  readonly events: EventStore
  readonly attachments: AttachmentStore
  readonly files: FileStore
  readonly settings: DeskSettings
  /** Asks Telegram about a chat and the bot's place in it. */
  readonly inspectChat: (chatId: number) => Promise<ChatInspection>
  readonly fetchFile: FetchFile
}

export interface DeskSettings {
  /** The staff group, which can't be a customer's; null where there is none. */
  readonly staffChatId: () => number | null
  /** Null switches closing by itself off. */
  readonly autoCloseAfterMs: number | null
  /** By whose clock months begin. */
  readonly timeZone: string
}

/** What a decision leads to; the store writes all of it in one transaction, or nothing. */
export interface Change<Result> {
  readonly result: Result
  readonly ticket?: Ticket
  readonly history?: HistoryEntry | null
  readonly message?: NewMessage
  /** Files that join a message stored before (the other items of an album). */
  readonly addTo?: { readonly messageId: number; readonly content: Content }
  /** A message that turns out to be a note: it becomes one, and notes are never sent. */
  readonly withdraw?: { readonly messageId: number }
  readonly deliveries?:
    | readonly NewDelivery[]
    | ((ids: {
        readonly messageId: number
        readonly attachmentIds: readonly string[]
      }) => readonly NewDelivery[])
}

export type NewMessage = Pick<Message, 'kind' | 'author' | 'createdAt' | 'delivery'> & Content

/** What the store found before a decision. */
export interface Found {
  readonly ticket: Ticket
  /** The message of the same album that was stored before, and the rooms that it is still to be sent to. */
  readonly album: { readonly message: Message; readonly waitingFor: readonly Room[] } | null
}

export interface Opening {
  /** The same key never opens a second ticket: the first one is returned. */
  readonly requestKey: string | null
  readonly files: readonly Content['attachments'][number][]
  /** The message that will be the ticket's card in its home chat, if there is one already. */
  readonly cardMessageId: number | null
  readonly decide: (
    number: number,
    now: Date,
  ) => Change<void> & { readonly ticket: Ticket; readonly history: HistoryEntry }
}

/** `messageId` is the stored message's, where the change (or the one it repeats) stored or extended one. */
export type Changed<Result> =
  | {
      readonly duplicate: false
      readonly result: Result
      readonly ticket: Ticket
      readonly messageId: number | null
    }
  | { readonly duplicate: true; readonly ticket: Ticket; readonly messageId: number | null }

export interface TicketStore {
  /** Allocates the next number and writes the ticket; numbers count up without gaps. */
  open(opening: Opening): Promise<{ readonly ticket: Ticket; readonly created: boolean }>
  /**
   * Loads a ticket under its lock, asks `decide` (pure, synchronous), and writes what it returns in the same
   * transaction. `origin` makes a repeat harmless: what was stored under it before is not decided again, and the
   * answer is `{ duplicate: true }`. Throws DeskError `not_found` without such a ticket, and whatever `decide` throws.
   */
  change<Result>(
    number: number,
    decide: (found: Found, now: Date) => Change<Result>,
    origin?: Origin,
  ): Promise<Changed<Result>>
  get(number: number): Promise<Ticket | null>
  list(filter: TicketFilter): Promise<Page<Ticket>>
  /** How many tickets of an organization were opened in a stretch of time; a priority without any is missing. */
  openedWithin(organizationId: string, within: Stretch): Promise<ReadonlyMap<Priority, number>>
  /** Tickets whose `autoCloseAt` has passed. */
  expired(now: Date, limit: number): Promise<number[]>
  history(number: number): Promise<HistoryEntry[]>
  /** The files of the description. */
  files(number: number): Promise<Attachment[]>
  /** The same for many tickets at once; a ticket without files may be missing from the answer. */
  filesOf(numbers: readonly number[]): Promise<ReadonlyMap<number, Attachment[]>>
  messages(
    number: number,
    page: { readonly page: number; readonly pageSize: number; readonly notes: boolean },
  ): Promise<Page<Message>>
  /** The newest `limit` messages that are not notes, oldest first. */
  latestMessages(number: number, limit: number): Promise<Message[]>
  message(id: number): Promise<Message | null>
  /** The ticket that an earlier item of an album was written to. */
  ofAlbum(chatId: number, albumId: string): Promise<number | null>
  /** Replaces a message's text, and a file of it; false when it is not stored or nothing is different. */
  editMessage(
    id: number,
    edit: MessageEdit,
    now: Date,
    deliveries: (ids: { readonly attachmentIds: readonly string[] }) => readonly NewDelivery[],
  ): Promise<boolean>
}

/** The index of the words by which tickets are found; it follows what is stored. */
export interface SearchStore {
  /** Takes up to `limit` changed tickets in, an organization's latest or whosever they are; answers with how many. */
  catchUp(limit: number, organizationId?: string): Promise<number>
}

export interface MessageEdit extends Pick<Content, 'text' | 'entities'> {
  /** A file that takes the place of another, or the next one; null where the files stay. */
  readonly file: {
    readonly file: NewAttachment
    readonly replaces: string | null
    readonly position: number
  } | null
}

/** A Telegram message that belongs to a ticket. */
export interface MessageLink {
  readonly chatId: number
  readonly messageId: number
  readonly ticketNumber: number
  /** The stored message it carries; null for cards, questions and notices. */
  readonly storedId: number | null
  readonly role: LinkRole
}

/** `source` was written by a person; `copy` is what the bot made of it elsewhere, `header` a part of it without text. */
export type LinkRole = 'card' | 'source' | 'copy' | 'header' | 'question' | 'notice'

/** Where the bot has put a ticket in one of its rooms. */
export interface Place {
  readonly ticketNumber: number
  readonly room: Room
  readonly chatId: number
  readonly threadId: number | null
  readonly cardMessageId: number | null
  /** The topic's name as last set; null where the room has none. */
  readonly topicName: string | null
  readonly topicClosed: boolean
}

export interface LinkStore {
  find(chatId: number, messageId: number): Promise<MessageLink | null>
  /** All Telegram messages that carry a stored message, in the order they were sent. */
  ofMessage(storedId: number): Promise<MessageLink[]>
  /** The ticket whose topic this is. */
  ticketOfThread(chatId: number, threadId: number): Promise<number | null>
  add(links: readonly MessageLink[]): Promise<void>
  /** A message that showed a ticket for a while belongs to it no more. */
  remove(chatId: number, messageId: number): Promise<void>
  place(ticketNumber: number, room: Room): Promise<Place | null>
  savePlace(place: Place): Promise<void>
}

export interface GroupStore {
  /** Finds a group by its ID, or by the one it had before an upgrade to supergroup. */
  find(chatId: number): Promise<Group | null>
  ofOrganization(organizationId: string): Promise<Group[]>
  /** The ID a chat has now. */
  currentId(chatId: number): Promise<number>
  /** Links it unless another organization has it; answers with the group as it is then. */
  link(
    group: Group,
    deliveries: readonly NewDelivery[],
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  unlink(chatId: number, deliveries: readonly NewDelivery[]): Promise<boolean>
  setState(chatId: number, state: Group['state'], reason: SuspensionReason | null): Promise<boolean>
  rename(chatId: number, title: string): Promise<void>
  /** Moves everything that names a chat to its new ID, once. */
  migrate(from: number, to: number): Promise<void>
  /** Whether a chat is what a smaller group became. */
  isUpgraded(chatId: number): Promise<boolean>
  /** Numbers of the open tickets that live in a chat. */
  openTickets(chatId: number): Promise<number[]>
}

export interface PeopleStore {
  person(telegramId: number): Promise<Person | null>
  /** Notes a person's name; writes only when something changed. */
  meet(person: Pick<Person, 'telegramId' | 'name' | 'username'>): Promise<Person>
  update(
    telegramId: number,
    patch: Partial<Pick<Person, 'locale' | 'mobile' | 'verificationOffered'>>,
  ): Promise<void>
  /** Removes Telegram id, name and phone everywhere; tickets stay. Answers with the tickets that named them. */
  forget(telegramId: number): Promise<number[]>
  /** Creates or updates both from a verified token. */
  enrol(organization: Organization, user: PanelUser): Promise<void>
  organization(id: string): Promise<Organization | null>
  panelUsersWithMobile(mobile: string): Promise<PanelUser[]>
  /** How to reach the one who opened a ticket. */
  contactOf(creator: {
    readonly telegramId: number | null
    readonly panelUserId: string | null
    readonly organizationId: string
  }): Promise<Contact>
  localeOf(telegramId: number): Promise<Locale | null>
}

export interface OutboxStore {
  enqueue(deliveries: readonly NewDelivery[]): Promise<void>
  /** The first waiting delivery of each lane that is due, oldest first. Chats in `except` are left out. */
  heads(now: Date, limit: number, except: { readonly lanes: ReadonlySet<string> }): Promise<Delivery[]>
  /** When the next one is due; null with nothing waiting. */
  nextAt(): Promise<Date | null>
  /** Writes outcomes and all that follows from them in one transaction. */
  settle(settlements: readonly Settlement[]): Promise<void>
  /** Makes what was parked for a chat due again. */
  unpark(chatId: number, now: Date): Promise<number>
  /** Told after each commit that put something into the outbox. */
  onEnqueued(listener: () => void): () => void
}

/** An attempt's end. */
export interface Settlement {
  readonly delivery: Delivery
  readonly outcome: Outcome
  /** For a retry: when. */
  readonly runAt: Date | null
  readonly links: readonly MessageLink[]
  readonly message?: { readonly id: number; readonly delivery: MessageDelivery }
  readonly smsFailure?: string | null
  /** The files that went along; those that joined the message meanwhile follow as `late_files`, from the store. */
  readonly carried?: { readonly messageId: number; readonly attachmentIds: readonly string[] }
  readonly next: readonly NewDelivery[]
}

/** The way out: renders a delivery and sends it. Never throws for a fault of the world. */
export interface Channel {
  send(delivery: Delivery): Promise<Sent>
  /** How long the far end's limits ask to wait with this one, in ms; 0 takes the place in them. */
  waitMs(delivery: Delivery): number
}

export interface Sent {
  readonly outcome: Outcome
  /** The Telegram messages that carry it now. */
  readonly links: readonly MessageLink[]
  /** The stored message it carried, as it was when it was rendered. */
  readonly message?: Message
}

/** What became of a request that may come again under the same key. */
export type Begun =
  | { readonly kind: 'new' }
  /** The first answer; a null status means that the first one has not been answered yet, or never was. */
  | { readonly kind: 'repeat'; readonly status: number | null; readonly body: unknown }
  /** The key was used for another request. */
  | { readonly kind: 'mismatch' }

export interface RequestStore {
  begin(key: string, fingerprint: string): Promise<Begun>
  /** Keeps the answer for repeats. */
  finish(key: string, status: number, body: unknown): Promise<void>
  /** Drops what began before an instant. */
  prune(before: Date): Promise<void>
}

/** Small notes of the installation, such as where polling got to. */
export interface SettingStore {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
}
