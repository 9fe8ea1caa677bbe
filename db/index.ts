import type { NewAuditEntry } from '../core/audit/entry.ts'
import type { AuditStore } from '../core/audit/ports.ts'
import type { Count } from '../core/doorways/counts.ts'
import type { AttachmentStore } from '../core/files/ports.ts'
import type { FormStore } from '../core/doorways/forms.ts'
import type { InboxStore } from '../core/doorways/inbox.ts'
import type { SessionStore } from '../core/doorways/sessions.ts'
import type { GroupStore } from '../core/groups/ports.ts'
import type { LinkStore } from '../core/places/ports.ts'
import type { OutboxStore } from '../core/deliveries/ports.ts'
import type { PeopleStore } from '../core/people/ports.ts'
import type { RequestStore } from '../core/doorways/requests.ts'
import type { SearchStore } from '../core/tickets/ports.ts'
import type { SettingStore } from '../core/doorways/settings.ts'
import type { TicketStore } from '../core/changes/ports.ts'
import { createAuditStore, createRecordAudit } from './audit/audit.ts'
import { createAttachmentStore } from './files/attachments.ts'
import type { EventStore } from '../core/events/ports.ts'
import type { Connection } from './engine/connection.ts'
import { createCounts } from './doorways/counts.ts'
import { createEnqueue } from './outbox/enqueue.ts'
import { createEventStore } from './events/events.ts'
import { createFormRows, createFormStore } from './doorways/forms.ts'
import { createGroupStore } from './groups/groups.ts'
import { createInboxes } from './doorways/inbox.ts'
import { createLinkRows, createLinkStore } from './places/links.ts'
import { createListeners } from './engine/listeners.ts'
import { createMessages } from './messages/messages.ts'
import { createOutboxStore } from './outbox/outbox.ts'
import { beginMemberships } from './people/memberships.ts'
import { createPeopleStore } from './people/people.ts'
import { openPostgres } from './engine/postgres.ts'
import { createRequestStore } from './doorways/requests.ts'
import { createSearchStore } from './search/store.ts'
import { createSessionStore } from './doorways/sessions.ts'
import { createSettingStore } from './doorways/settings.ts'
import { createSettle } from './outbox/settle.ts'
import { openSqlite } from './engine/sqlite.ts'
import { createTicketRows } from './tickets/ticket-rows.ts'
import { createTicketStore } from './tickets/tickets.ts'

export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string }

export interface DatabaseOptions {
  readonly clock: () => Date
  /** A membership lapses after this without a token; it never does where this is absent. */
  readonly membershipTtlMs?: number
  /** Told of each entry of the audit log. */
  readonly onAudit?: (entry: NewAuditEntry) => void
}

export interface Stores {
  readonly tickets: TicketStore
  readonly attachments: AttachmentStore
  readonly audit: AuditStore
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
export async function openDatabase(config: DatabaseConfig, options: DatabaseOptions): Promise<Database> {
  const db = config.kind === 'sqlite' ? await openSqlite(config.path) : await openPostgres(config.url)
  const { people } = db.tables
  await beginMemberships(db, options.clock)
  let closed: Promise<void> | null = null
  return {
    stores: createStores(db, options),
    async ping() {
      await db.read((q) => q.select({ id: people.telegramId }).from(people).limit(1))
    },
    close: () => (closed ??= db.close()),
  }
}

function createStores(
  db: Connection,
  { clock, membershipTtlMs, onAudit = () => {} }: DatabaseOptions,
): Stores {
  const record = createRecordAudit(db, { clock, onRecorded: onAudit })
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
    audit: createAuditStore(db, record),
    links: createLinkStore(db, links),
    groups: createGroupStore(db, enqueue, record),
    people: createPeopleStore(db, { clock, membershipTtlMs, record }),
    outbox,
    forms: createFormStore(db, enqueue),
    events: createEventStore(db, changes),
    requests: createRequestStore(db, clock),
    search: createSearchStore(db),
    sessions: createSessionStore(db, clock, record, membershipTtlMs),
    settings: createSettingStore(db),
    inbox: createInboxes({ db, clock, forms }),
    counts: createCounts({ db, clock, outbox }),
  }
}
