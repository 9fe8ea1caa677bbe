import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import type { PeopleStore } from '../people/ports.ts'
import { staffCard } from '../policies/notify.ts'
import { cleanLine } from '../foundation/text.ts'
import {
  type Locale,
  normalizeMobile,
  type Organization,
  type PanelUser,
  type Person,
  type TokenUser,
} from '../people/person.ts'

export interface Sender {
  readonly telegramId: number
  readonly name: string
  readonly username: string | null
}

export interface KnowPeople {
  /** Stores the sender's current name. */
  meet(sender: Sender): Promise<Person>
  setLocale(telegramId: number, locale: Locale): Promise<void>
  /**
   * Stores the number of a contact that Telegram says is the sender's own, and returns the organization it belongs
   * to. Throws DeskError `invalid_request` for what is no mobile number.
   */
  verifyMobile(telegramId: number, phone: string): Promise<{ readonly organization: Organization | null }>
  /** Whether to offer the verification of a number now: once for each person, and only without a verified number. */
  offerVerification(telegramId: number): Promise<boolean>
  /** Removes what is known of a person; their tickets stay the organization's. */
  forget(telegramId: number): Promise<void>
  /** The organization whose panel user has this person's verified number; null without one. */
  organizationOf(telegramId: number): Promise<Organization | null>
  /** Creates or updates organization and user from a verified token, and returns the actor it stands for. */
  enrol(user: TokenUser): Promise<PanelActor>
}

export interface KnowPeoplePorts {
  readonly people: PeopleStore
}

/** Who people are, on Telegram and in the panel. */
export function createKnowPeople({ people }: KnowPeoplePorts): KnowPeople {
  return {
    meet: (sender) => people.meet({ ...sender, name: cleanLine(sender.name) }),
    setLocale: (telegramId, locale) => people.update(telegramId, { locale }),
    async verifyMobile(telegramId, phone) {
      const mobile = normalizeMobile(phone)
      if (!mobile) throw new DeskError('invalid_request', { mobile: 'invalid' })
      await people.update(telegramId, { mobile, verificationOffered: true })
      return { organization: await organizationWith(mobile) }
    },
    async offerVerification(telegramId) {
      const person = await people.person(telegramId)
      if (!person || person.mobile !== null || person.verificationOffered) return false
      await people.update(telegramId, { verificationOffered: true })
      return true
    },
    forget: (telegramId) => people.forget(telegramId, (named) => named.map(staffCard)),
    async organizationOf(telegramId) {
      const person = await people.person(telegramId)
      return person?.mobile ? await organizationWith(person.mobile) : null
    },
    async enrol({ organization, userId, name, mobile, locale }) {
      const user: PanelUser = {
        organizationId: organization.id,
        userId,
        name: cleanLine(name),
        mobile: mobile === null ? null : normalizeMobile(mobile),
        locale,
      }
      await people.enrol({ ...organization, name: cleanLine(organization.name) }, user)
      return { kind: 'panel', organizationId: organization.id, userId, name: user.name }
    },
  }

  async function organizationWith(mobile: string): Promise<Organization | null> {
    const [user] = await people.panelUsersWithMobile(mobile)
    return user ? await people.organization(user.organizationId) : null
  }
}
