import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Organization, PanelUser, Person } from './person.ts'
import type { PeopleReader } from './reader.ts'

export interface PeopleStore extends PeopleReader {
  /** Stores a person's name and username; writes only where they have changed. */
  meet(person: Pick<Person, 'telegramId' | 'name' | 'username'>): Promise<Person>
  update(
    telegramId: number,
    patch: Partial<Pick<Person, 'locale' | 'mobile' | 'verificationOffered'>>,
  ): Promise<void>
  /**
   * Removes Telegram id, name and phone everywhere, and writes what follows for the tickets that named them, in one
   * transaction. The tickets stay.
   */
  forget(
    telegramId: number,
    deliveries: (ticketNumbers: readonly number[]) => readonly NewDelivery[],
  ): Promise<void>
  /** Creates or updates both from a verified token. */
  enrol(organization: Organization, user: PanelUser): Promise<void>
}
