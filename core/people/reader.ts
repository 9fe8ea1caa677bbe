import type { Contact, Locale, Organization, PanelUser, Person } from './person.ts'

/** Reads people and organizations. */
export interface PeopleReader {
  person(telegramId: number): Promise<Person | null>
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
