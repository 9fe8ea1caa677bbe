import type { NewAuditEntry } from '../audit/entry.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Admission, Known } from './membership.ts'
import type { Person } from './person.ts'
import type { PeopleReader } from './reader.ts'

export interface PeopleStore extends PeopleReader {
  /** Stores a person's name and username; writes only where they have changed. */
  meet(person: Pick<Person, 'telegramId' | 'name' | 'username'>): Promise<Person>
  update(
    telegramId: number,
    patch: Partial<Pick<Person, 'locale' | 'mobile' | 'verificationOffered' | 'organizationId'>>,
  ): Promise<void>
  /**
   * Removes Telegram id, name and phone everywhere, and writes what follows for the tickets that named them, in one
   * transaction. The tickets stay.
   */
  forget(
    telegramId: number,
    deliveries: (ticketNumbers: readonly number[]) => readonly NewDelivery[],
  ): Promise<void>
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
