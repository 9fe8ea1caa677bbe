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
   * Removes a person's Telegram id, name and phone everywhere; tickets stay. Returns the numbers of those that named
   * them.
   */
  forget(telegramId: number): Promise<number[]>
  /** Creates or updates both from a verified token. */
  enrol(organization: Organization, user: PanelUser): Promise<void>
}
