import { doneByUser } from '../audit/entry.ts'
import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { admit, letsIn, type Membership } from '../people/membership.ts'
import type { Role, SignedInUser, TokenUser } from '../people/person.ts'
import type { PeopleStore } from '../people/ports.ts'
import type { Trail } from '../policies/trail.ts'

export interface ManageMembers {
  /** Whom a verified token stands for, by the newest one that was seen; null where their membership was ended since. */
  enrol(token: TokenUser): Promise<SignedInUser | null>
  /** Whether nobody has ended the membership since the token was signed. */
  stillHolds(token: Pick<TokenUser, 'organization' | 'userId' | 'issuedAt'>): Promise<boolean>
  /** Who belongs to the organization, by name. */
  list(actor: PanelActor): Promise<Membership[]>
  /** Ends a membership, its sessions and every token signed so far. Throws `not_found` for somebody never seen. */
  end(actor: PanelActor, userId: string): Promise<void>
}

export interface ManageMembersPorts {
  readonly people: PeopleStore
  readonly clock: () => Date
  readonly settings: { readonly defaultRole: Role; readonly membershipTtlMs: number }
  readonly trail: Trail
}

/** Who belongs to which organization. */
export function createManageMembers({ people, clock, settings, trail }: ManageMembersPorts): ManageMembers {
  return {
    async enrol(token) {
      const admitted = await people.enrol(token.organization.id, token.userId, (known) =>
        admit(known, token, { ...settings, now: clock() }),
      )
      if (!admitted) return null
      const { organization, membership } = admitted
      const { id, name, plan } = organization
      return { ...membership, organization: { id, name, plan } }
    },
    async stillHolds({ organization, userId, issuedAt }) {
      return letsIn(await people.membership(organization.id, userId), issuedAt)
    },
    async list(actor) {
      await trail.authorize(actor, 'manage_members')
      return await people.members(actor.organizationId)
    },
    async end(actor, userId) {
      await trail.authorize(actor, 'manage_members')
      const endedIat = Math.floor(clock().getTime() / 1000)
      const entry = doneByUser(actor, 'member_ended', { member: userId })
      if (!(await people.endMembership(actor.organizationId, userId, endedIat, entry)))
        throw new DeskError('not_found')
    },
  }
}
