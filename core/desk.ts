import type { AuditStore } from './audit/ports.ts'
import type { ChangePorts } from './changes/ports.ts'
import { type AddNote, createAddNote } from './conversation/add-note.ts'
import { type Answer, createAnswer } from './conversation/answer.ts'
import { createEditMessage, type EditMessage } from './conversation/edit-message.ts'
import { createReceiveMessage, type ReceiveMessage } from './conversation/receive-message.ts'
import type { OutboxStore } from './deliveries/ports.ts'
import { createFollowTickets, type FollowTickets } from './events/follow-tickets.ts'
import type { EventStore } from './events/ports.ts'
import type { DeskSettings } from './foundation/settings.ts'
import type { InspectChat } from './groups/group.ts'
import type { GroupStore } from './groups/ports.ts'
import { createAttempts } from './linking/attempts.ts'
import { createFollowChats, type FollowChats } from './linking/follow-chats.ts'
import { createLinkGroups, type LinkGroups } from './linking/link-groups.ts'
import { createKeepAudit, type KeepAudit } from './membership/keep-audit.ts'
import { createKnowPeople, type KnowPeople } from './membership/know-people.ts'
import { createManageMembers, type ManageMembers } from './membership/manage-members.ts'
import type { PeopleStore } from './people/ports.ts'
import type { LinkStore } from './places/ports.ts'
import { createKeepPlaces, type KeepPlaces } from './placing/keep-places.ts'
import { createTrail } from './policies/trail.ts'
import { createReadPlans, type ReadPlans } from './reading/read-plans.ts'
import { createReadTickets, type ReadTickets } from './reading/read-tickets.ts'
import { createResend, type Resend } from './sending/resend.ts'
import { createTidyUp, type TidyUp } from './sending/tidy-up.ts'
import { createStorage, type FilePorts, type Storage } from './storage/storage.ts'
import type { SearchStore } from './tickets/ports.ts'
import { type ChangeStatus, createCloseTicket, createReopenTicket } from './work/change-status.ts'
import { createExpireTickets, type ExpireTickets } from './work/expire-tickets.ts'
import { createOpenTicket, type OpenTicket } from './work/open-ticket.ts'
import { createTakeTicket, type TakeTicket } from './work/take-ticket.ts'

/** Everything the desk needs from outside. */
export interface DeskPorts extends Omit<ChangePorts, 'smsTerms'>, FilePorts {
  readonly clock: () => Date
  /** A random positive integer below 2^47, for Kavenegar's `localid`. */
  readonly randomId: () => number
  readonly search: SearchStore
  readonly links: LinkStore
  readonly groups: GroupStore
  readonly people: PeopleStore
  readonly audit: AuditStore
  readonly outbox: OutboxStore
  readonly events: EventStore
  readonly settings: DeskSettings
  readonly inspectChat: InspectChat
}

/** Everything the support desk can do: the one door through which bot, web and jobs change anything. */
export interface Desk {
  readonly openTicket: OpenTicket
  readonly receiveMessage: ReceiveMessage
  readonly answer: Answer
  readonly addNote: AddNote
  readonly editMessage: EditMessage
  readonly takeTicket: TakeTicket
  readonly resend: Resend
  readonly closeTicket: ChangeStatus
  readonly reopenTicket: ChangeStatus
  readonly expireTickets: ExpireTickets
  readonly tickets: ReadTickets
  readonly followTickets: FollowTickets
  readonly groups: LinkGroups
  readonly chats: FollowChats
  readonly people: KnowPeople
  readonly members: ManageMembers
  readonly audit: KeepAudit
  readonly files: Storage
  readonly plans: ReadPlans
  readonly places: KeepPlaces
  readonly tidyUp: TidyUp
}

/** Gathers the use cases over one set of ports. */
export function createDesk(given: DeskPorts): Desk {
  const { randomId, settings } = given
  const ports = {
    ...given,
    smsTerms: () => ({ localId: randomId(), settleMs: settings.smsSettleMs }),
  }
  const trail = createTrail(ports)
  return {
    openTicket: createOpenTicket(ports),
    receiveMessage: createReceiveMessage(ports),
    answer: createAnswer(ports),
    addNote: createAddNote(ports),
    editMessage: createEditMessage(ports),
    takeTicket: createTakeTicket(ports),
    resend: createResend(ports),
    closeTicket: createCloseTicket(ports),
    reopenTicket: createReopenTicket(ports),
    expireTickets: createExpireTickets(ports),
    tickets: createReadTickets(ports),
    followTickets: createFollowTickets(ports),
    groups: createLinkGroups({ ...ports, trail, attempt: createAttempts(ports) }),
    chats: createFollowChats(ports),
    people: createKnowPeople(ports),
    members: createManageMembers({ ...ports, trail }),
    audit: createKeepAudit({ ...ports, trail }),
    files: createStorage(ports),
    plans: createReadPlans(ports),
    places: createKeepPlaces(ports),
    tidyUp: createTidyUp(ports),
  }
}
