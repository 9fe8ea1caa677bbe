import type { NewAuditEntry } from '../core/audit/entry.ts'
import type { AuditStore } from '../core/audit/ports.ts'
import type { TicketStore } from '../core/changes/ports.ts'
import type { OutboxStore } from '../core/deliveries/ports.ts'
import type { SmsBudget } from '../core/deliveries/sms-budget.ts'
import type { Count } from '../core/doorways/counts.ts'
import type { FormStore } from '../core/doorways/forms.ts'
import type { InboxStore } from '../core/doorways/inbox.ts'
import type { RequestStore } from '../core/doorways/requests.ts'
import type { SessionStore } from '../core/doorways/sessions.ts'
import type { SettingStore } from '../core/doorways/settings.ts'
import type { EventStore } from '../core/events/ports.ts'
import type { AttachmentStore } from '../core/files/ports.ts'
import type { GroupStore } from '../core/groups/ports.ts'
import type { PeopleStore } from '../core/people/ports.ts'
import type { LinkStore } from '../core/places/ports.ts'
import type { SearchStore } from '../core/tickets/ports.ts'
import { createAuditStore, createRecordAudit } from './audit/audit.ts'
import { createCounts } from './doorways/counts.ts'
import { createFormRows, createFormStore } from './doorways/forms.ts'
import { createInboxes } from './doorways/inbox.ts'
import { createRequestStore } from './doorways/requests.ts'
import { createSessionStore } from './doorways/sessions.ts'
import { createSettingStore } from './doorways/settings.ts'
import type { Connection } from './engine/connection.ts'
import { createListeners } from './engine/listeners.ts'
import { createEventStore } from './events/event-store.ts'
import { createAttachmentRows } from './files/attachment-rows.ts'
import { createAttachmentStore } from './files/attachment-store.ts'
import { createGroupStore } from './groups/group-store.ts'
import { createMessageRows } from './messages/message-rows.ts'
import { createBegin } from './outbox/begin.ts'
import { createEnqueue } from './outbox/enqueue.ts'
import { createHeard } from './outbox/heard.ts'
import { createOutboxStore } from './outbox/outbox-store.ts'
import { createSmsBudget } from './outbox/sms-budget.ts'
import { createSettle } from './outbox/settle.ts'
import { createPeopleStore } from './people/people-store.ts'
import { createLinkRows } from './places/link-rows.ts'
import { createLinkStore } from './places/link-store.ts'
import { createSearchStore } from './search/search-store.ts'
import { createTicketRows } from './tickets/ticket-rows.ts'
import { createTakeBack } from './outbox/take-back.ts'
import { createRetryForbidden } from './outbox/retry-forbidden.ts'
import { createWakeStaff } from './outbox/wake-staff.ts'
import { createUnpark } from './outbox/unpark.ts'
import { createTicketStore } from './tickets/ticket-store.ts'

export interface Stores {
  readonly tickets: TicketStore
  readonly attachments: AttachmentStore
  readonly audit: AuditStore
  readonly links: LinkStore
  readonly groups: GroupStore
  readonly people: PeopleStore
  readonly outbox: OutboxStore
  readonly smsBudget: SmsBudget
  readonly forms: FormStore
  readonly events: EventStore
  readonly requests: RequestStore
  readonly search: SearchStore
  readonly sessions: SessionStore
  readonly settings: SettingStore
  /** The updates of one bot. */
  readonly inbox: (botId: number) => InboxStore
  /** Counts for the operator; of updates, those of one bot. */
  readonly counts: (botId: number) => Count
}

export interface DatabaseOptions {
  readonly clock: () => Date
  /** A membership lapses after this without a token; it never does where this is absent. */
  readonly membershipTtlMs?: number
  /** Told of each entry of the audit log. */
  readonly onAudit?: (entry: NewAuditEntry) => void
}

/** Builds the stores. `…Rows` are statements that several stores run, each in a transaction of its own. */
export function createStores(
  db: Connection,
  { clock, membershipTtlMs, onAudit = () => {} }: DatabaseOptions,
): Stores {
  const record = createRecordAudit(db, { clock, onRecorded: onAudit })
  const enqueued = createListeners<readonly string[] | undefined>()
  const changed = createListeners()
  const outgoing = { clock, announce: (lanes?: readonly string[]) => enqueued.announce(lanes) }
  const enqueue = createEnqueue(db, outgoing)
  const heard = createHeard()
  const unpark = createUnpark(db, heard, outgoing)
  const rows = createTicketRows(db)
  const files = createAttachmentRows(db, clock)
  const messages = createMessageRows(db, files)
  const links = createLinkRows(db.tables)
  const forms = createFormRows(db, clock)
  const settle = createSettle({ db, messages, links, enqueue, heard })
  const outbox = createOutboxStore({
    db,
    enqueue,
    settle,
    begin: createBegin(db, { clock, heard }),
    takeBack: createTakeBack(db, outgoing),
    wakeStaff: createWakeStaff(db, outgoing),
    retryForbidden: createRetryForbidden(db, outgoing),
    heard,
    listeners: enqueued,
  })
  return {
    tickets: createTicketStore({ db, clock, rows, messages, files, links, enqueue }, changed),
    attachments: createAttachmentStore(db, clock),
    audit: createAuditStore(db, record),
    links: createLinkStore(db, links),
    groups: createGroupStore(db, { ...outgoing, enqueue, unpark, heard, record }),
    people: createPeopleStore(db, enqueue, { clock, membershipTtlMs, record }),
    outbox,
    smsBudget: createSmsBudget(db),
    forms: createFormStore(db, enqueue),
    events: createEventStore(db, changed),
    requests: createRequestStore(db, clock),
    search: createSearchStore(db),
    sessions: createSessionStore(db, clock, record, membershipTtlMs),
    settings: createSettingStore(db),
    inbox: createInboxes({ db, clock, forms }),
    counts: createCounts({ db, clock, outbox }),
  }
}
