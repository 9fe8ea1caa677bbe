import type { Count } from '../core/counts.ts'
import type { AttachmentStore } from '../core/files/ports.ts'
import type { FormStore, InboxStore } from '../core/intake.ts'
import type { SessionStore } from '../core/people/session.ts'
import type {
  GroupStore,
  LinkStore,
  OutboxStore,
  PeopleStore,
  RequestStore,
  SearchStore,
  SettingStore,
  TicketStore,
} from '../core/ports.ts'
import { createAttachmentStore } from './attachments.ts'
import type { EventStore } from '../core/tickets/event.ts'
import type { Connection } from './connection.ts'
import { createCounts } from './counts.ts'
import { createEnqueue } from './enqueue.ts'
import { createEventStore } from './events.ts'
import { createFormRows, createFormStore } from './forms.ts'
import { createGroupStore } from './groups.ts'
import { createInboxes } from './inbox.ts'
import { createLinkRows, createLinkStore } from './links.ts'
import { createListeners } from './listeners.ts'
import { createMessages } from './messages.ts'
import { createOutboxStore } from './outbox.ts'
import { createPeopleStore } from './people.ts'
import { openPostgres } from './postgres.ts'
import { createRequestStore } from './requests.ts'
import { createSearchStore } from './search/store.ts'
import { createSessionStore } from './sessions.ts'
import { createSettingStore } from './settings.ts'
import { createSettle } from './settle.ts'
import { openSqlite } from './sqlite.ts'
import { createTicketRows } from './ticket-rows.ts'
import { createTicketStore } from './tickets.ts'

export { createFileStore } from './file-store.ts'

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

export interface DatabaseOptions {
  readonly clock: () => Date
}

export interface Stores {
  readonly tickets: TicketStore
  readonly attachments: AttachmentStore
  readonly links: LinkStore
  readonly groups: GroupStore
  readonly people: PeopleStore
  readonly outbox: OutboxStore
  readonly forms: FormStore
  readonly events: EventStore
  readonly requests: RequestStore
  readonly search: SearchStore
  readonly sessions: SessionStore
  readonly settings: SettingStore
  /** The updates of one bot. */
  readonly inbox: (botId: number) => InboxStore
  /** For the operator; with the updates of one bot. */
  readonly counts: (botId: number) => Count
}

export interface Database {
  readonly stores: Stores
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  /** Waits for what is being written, then closes. */
  close(): Promise<void>
}

/** Opens the database, creates or updates its tables, and builds the stores on it. */
export async function openDatabase(config: DatabaseConfig, { clock }: DatabaseOptions): Promise<Database> {
  const db = config.kind === 'sqlite' ? await openSqlite(config.path) : await openPostgres(config.url)
  const { people } = db.tables
  let closed: Promise<void> | null = null
  return {
    stores: createStores(db, clock),
    async ping() {
      await db.read((q) => q.select({ id: people.telegramId }).from(people).limit(1))
    },
    close: () => (closed ??= db.close()),
  }
}

function createStores(db: Connection, clock: () => Date): Stores {
  const listeners = createListeners()
  const enqueue = createEnqueue(db, { clock, announce: listeners.announce })
  const changes = createListeners()
  const links = createLinkRows(db.tables)
  const messages = createMessages(db, clock)
  const forms = createFormRows(db, clock)
  const settle = createSettle({ db, messages, links, enqueue })
  const outbox = createOutboxStore({ db, enqueue, settle, listeners })
  return {
    tickets: createTicketStore({ db, clock, rows: createTicketRows(db), messages, links, enqueue }, changes),
    attachments: createAttachmentStore(db, clock),
    links: createLinkStore(db, links),
    groups: createGroupStore(db, enqueue),
    people: createPeopleStore(db),
    outbox,
    forms: createFormStore(db, enqueue),
    events: createEventStore(db, changes),
    requests: createRequestStore(db, clock),
    search: createSearchStore(db),
    sessions: createSessionStore(db, clock),
    settings: createSettingStore(db),
    inbox: createInboxes({ db, clock, forms }),
    counts: createCounts({ db, clock, outbox }),
  }
}
