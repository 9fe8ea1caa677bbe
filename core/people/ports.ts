import type { NewAuditEntry } from '../audit/entry.ts'
import type { Admission, Known } from './membership.ts'
import type { Person } from './person.ts'
import type { PeopleReader } from './reader.ts'

export interface PeopleStore extends PeopleReader {
  /** Notes a person's name; writes only when something changed. */
  meet(person: Pick<Person, 'telegramId' | 'name' | 'username'>): Promise<Person>
  update(
    telegramId: number,
    patch: Partial<Pick<Person, 'locale' | 'mobile' | 'verificationOffered' | 'organizationId'>>,
  ): Promise<void>
  /** Removes Telegram id, name and phone everywhere; tickets stay. Returns the numbers of those that named them. */
  forget(telegramId: number): Promise<number[]>
  /** Loads those whom a token names, lets the core decide, and writes. */
  enrol(organizationId: string, userId: string, decide: (known: Known) => Admission): Promise<Admission>
  /** Ends a membership with its sessions; tokens signed up to that second let nobody in. False where there is none. */
  endMembership(
    organizationId: string,
    userId: string,
    endedIat: number,
    entry: NewAuditEntry,
  ): Promise<boolean>
}
