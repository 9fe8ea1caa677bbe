import { DeskError } from '../foundation/errors.ts'
import type { PeopleStore } from '../people/ports.ts'
import { staffCard } from '../policies/notify.ts'
import { cleanLine } from '../foundation/text.ts'
import { normalizeMobile } from '../people/mobile.ts'
import type { Locale, Organization, Person } from '../people/person.ts'

export interface Sender {
  readonly telegramId: number
  readonly name: string
  readonly username: string | null
}

/** The organizations that a person belongs to, and the one they mean: null where they have yet to say. */
export interface Belonging {
  readonly organizations: readonly Organization[]
  readonly meant: Organization | null
}

export interface KnowPeople {
  /** Stores the sender's current name. */
  meet(sender: Sender): Promise<Person>
  setLocale(telegramId: number, locale: Locale): Promise<void>
  /**
   * Stores the number of a contact that Telegram says is the sender's own, and returns the organizations it belongs
   * to. Throws DeskError `invalid_request` for what is no mobile number.
   */
  verifyMobile(telegramId: number, phone: string): Promise<Belonging>
  /** Whether to offer the verification of a number now: once for each person, and only without a verified number. */
  offerVerification(telegramId: number): Promise<boolean>
  /** Removes what is known of a person; their tickets stay the organization's. */
  forget(telegramId: number): Promise<void>
  /** By the memberships of the panel users who have this person's verified number. */
  belonging(telegramId: number): Promise<Belonging>
  /** Remembers which of their organizations a person means. Throws `not_found` for one that isn't theirs. */
  choose(telegramId: number, organizationId: string): Promise<Organization>
}

export interface KnowPeoplePorts {
  readonly people: PeopleStore
}

/** Builds the use cases on people as Telegram knows them. */
export function createKnowPeople({ people }: KnowPeoplePorts): KnowPeople {
  return {
    meet: (sender) => people.meet({ ...sender, name: cleanLine(sender.name) }),
    setLocale: (telegramId, locale) => people.update(telegramId, { locale }),
    async verifyMobile(telegramId, phone) {
      // Telegram may leave the plus away; the country is always there.
      const mobile = normalizeMobile(/^[1-9]/.test(phone) ? `+${phone}` : phone)
      if (!mobile) throw new DeskError('invalid_request', { mobile: 'invalid' })
      await people.update(telegramId, { mobile, verificationOffered: true })
      return await belonging(telegramId)
    },
    async offerVerification(telegramId) {
      const person = await people.person(telegramId)
      if (!person || person.mobile !== null || person.verificationOffered) return false
      await people.update(telegramId, { verificationOffered: true })
      return true
    },
    forget: (telegramId) => people.forget(telegramId, (named) => named.map(staffCard)),
    belonging,
    async choose(telegramId, organizationId) {
      const organizations = await people.organizationsOf(telegramId)
      const chosen = organizations.find(({ id }) => id === organizationId)
      if (!chosen) throw new DeskError('not_found')
      await people.update(telegramId, { organizationId })
      return chosen
    },
  }

  async function belonging(telegramId: number): Promise<Belonging> {
    const organizations = await people.organizationsOf(telegramId)
    const [first, ...others] = organizations
    if (!first || others.length === 0) return { organizations, meant: first ?? null }
    const choice = (await people.person(telegramId))?.organizationId
    return { organizations, meant: organizations.find(({ id }) => id === choice) ?? null }
  }
}
