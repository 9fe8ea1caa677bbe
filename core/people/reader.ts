import type { Membership } from './membership.ts'
import type { Contact, Locale, Organization, Person } from './person.ts'

/** Reads people and organizations. A membership counts while it is confirmed and has not lapsed. */
export interface PeopleReader {
  person(telegramId: number): Promise<Person | null>
  organization(id: string): Promise<Organization | null>
  /** Whether it still counts or not. */
  membership(organizationId: string, userId: string): Promise<Membership | null>
  /** The organization's, by name. */
  members(organizationId: string): Promise<Membership[]>
  /** Those of which somebody with this verified number is a member, by name. */
  organizationsOf(telegramId: number): Promise<Organization[]>
  /** How to reach the one who opened a ticket; not at all in the panel once they have left it. */
  contactOf(creator: {
    readonly telegramId: number | null
    readonly panelUserId: string | null
    readonly organizationId: string
  }): Promise<Contact>
  localeOf(telegramId: number): Promise<Locale | null>
}
