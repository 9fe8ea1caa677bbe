import { createFiles, type Files } from './files/files.ts'
import { createFollowChats, type FollowChats } from './groups/follow-chats.ts'
import { createLinkGroups, type LinkGroups } from './groups/link-groups.ts'
import { createKnowPeople, type KnowPeople } from './people/know-people.ts'
import type { Ports } from './ports.ts'
import { createReadPlans, type ReadPlans } from './sla/read-plans.ts'
import { type AddNote, type Answer, createAddNote, createAnswer } from './tickets/answer.ts'
import {
  type CloseTicket,
  createCloseTicket,
  createReopenTicket,
  createTakeTicket,
  type ReopenTicket,
  type TakeTicket,
} from './tickets/change-status.ts'
import { createExpireTickets, type ExpireTickets } from './tickets/expire-tickets.ts'
import { createEditMessage, type EditMessage } from './tickets/edit-message.ts'
import { createFollowTickets, type FollowTickets } from './tickets/follow-tickets.ts'
import { createOpenTicket, type OpenTicket } from './tickets/open-ticket.ts'
import { createReadTickets, type ReadTickets } from './tickets/read-tickets.ts'
import { createReceiveMessage, type ReceiveMessage } from './tickets/receive-message.ts'

/** Everything the support desk can do. Bot, web and jobs call this and nothing beneath it. */
export interface Desk {
  readonly openTicket: OpenTicket
  readonly receiveMessage: ReceiveMessage
  readonly answer: Answer
  readonly addNote: AddNote
  readonly editMessage: EditMessage
  readonly takeTicket: TakeTicket
  readonly closeTicket: CloseTicket
  readonly reopenTicket: ReopenTicket
  readonly expireTickets: ExpireTickets
  readonly tickets: ReadTickets
  readonly followTickets: FollowTickets
  readonly groups: LinkGroups
  readonly chats: FollowChats
  readonly people: KnowPeople
  readonly files: Files
  readonly plans: ReadPlans
}

/** Gathers the use cases over one set of ports. */
export function createDesk(ports: Ports): Desk {
  return {
    openTicket: createOpenTicket(ports),
    receiveMessage: createReceiveMessage(ports),
    answer: createAnswer(ports),
    addNote: createAddNote(ports),
    editMessage: createEditMessage(ports),
    takeTicket: createTakeTicket(ports),
    closeTicket: createCloseTicket(ports),
    reopenTicket: createReopenTicket(ports),
    expireTickets: createExpireTickets(ports),
    tickets: createReadTickets(ports),
    followTickets: createFollowTickets(ports),
    groups: createLinkGroups(ports),
    chats: createFollowChats(ports),
    people: createKnowPeople(ports),
    files: createFiles(ports),
    plans: createReadPlans(ports),
  }
}
