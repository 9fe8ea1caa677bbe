import { doneByUser, type NewAuditEntry } from '../audit/entry.ts'
import { cleanLine } from '../foundation/text.ts'
import { normalizeMobile } from './mobile.ts'
import type { Organization, PanelUser, Role, TokenUser } from './person.ts'

/** An organization as it is stored: `tokenIat` is when the newest token that was seen of it was signed, in seconds. */
export interface KnownOrganization extends Organization {
  readonly tokenIat: number | null
}

/** A panel user's membership of an organization. */
export interface Membership extends PanelUser {
  readonly tokenIat: number | null
  /** When a token last confirmed it; null where it was ended. */
  readonly confirmedAt: Date | null
  /** Tokens that were signed up to this second let nobody in; null where it was never ended. */
  readonly endedIat: number | null
}

/** What is known of those whom a token names. */
export interface Known {
  readonly organization: KnownOrganization | null
  readonly membership: Membership | null
}

/** What a token leads to; null where it lets nobody in. */
export type Admission = {
  readonly organization: KnownOrganization
  readonly membership: Membership
  /** What there is to store: nothing, only that the token was seen, or what it says. */
  readonly news: 'none' | 'seen' | 'said'
  readonly audit: readonly NewAuditEntry[]
} | null

export interface AdmissionRules {
  readonly now: Date
  readonly defaultRole: Role
  readonly membershipTtlMs: number
}

/** A stay is confirmed anew only after a while: not every call with a token is to write. */
const CONFIRM_EVERY_MS = 3_600_000
const CONFIRMS_A_STAY = 24

/**
 * What becomes of organization and membership when a verified token of theirs comes. The newest by `iat` decides over
 * names, plan, role and mobile; one that doesn't say its age changes nothing that one which does has set.
 */
export function admit(
  { organization, membership }: Known,
  token: TokenUser,
  rules: AdmissionRules,
): Admission {
  if (!letsIn(membership, token.issuedAt)) return null
  const { now } = rules
  const said = read(token, rules.defaultRole)
  const nextOrganization =
    organization && !isNews(organization.tokenIat, token.issuedAt) ? organization : said.organization
  const next = membership && !isNews(membership.tokenIat, token.issuedAt) ? membership : said.user
  const confirmEveryMs = Math.min(CONFIRM_EVERY_MS, rules.membershipTtlMs / CONFIRMS_A_STAY)
  const confirmedAt = membership?.confirmedAt
  const isConfirmed = confirmedAt && now.getTime() - confirmedAt.getTime() < confirmEveryMs
  const admitted: Membership = {
    ...next,
    confirmedAt: isConfirmed ? confirmedAt : now,
    endedIat: membership?.endedIat ?? null,
  }
  return {
    organization: nextOrganization,
    membership: admitted,
    news: mostOf(newsOf(organization, nextOrganization), newsOf(membership, admitted)),
    audit: [
      ...organizationChanges(organization, nextOrganization, token),
      ...(membership && membership.role !== admitted.role
        ? [doneByUser(admitted, 'role_changed', { from: membership.role, to: admitted.role })]
        : []),
    ],
  }
}

/** Whether a token that was signed then may still be used. */
export function letsIn(membership: Pick<Membership, 'endedIat'> | null, issuedAt: number | null): boolean {
  const endedIat = membership?.endedIat ?? null
  return endedIat === null || (issuedAt !== null && issuedAt > endedIat)
}

function isNews(known: number | null, issuedAt: number | null): boolean {
  return known === null || (issuedAt !== null && issuedAt >= known)
}

function read(token: TokenUser, defaultRole: Role) {
  const { organization, userId, name, mobile, locale, role, issuedAt: tokenIat } = token
  return {
    organization: { ...organization, name: cleanLine(organization.name), tokenIat },
    user: {
      organizationId: organization.id,
      userId,
      name: cleanLine(name),
      mobile: mobile === null ? null : normalizeMobile(mobile),
      locale,
      role: role ?? defaultRole,
      tokenIat,
    },
  }
}

function organizationChanges(
  before: KnownOrganization | null,
  { id, name, plan }: KnownOrganization,
  { userId }: TokenUser,
): NewAuditEntry[] {
  if (!before || (before.name === name && before.plan === plan)) return []
  const details = {
    ...(before.name === name ? {} : { fromName: before.name, toName: name }),
    ...(before.plan === plan ? {} : { fromPlan: before.plan, toPlan: plan }),
  }
  return [doneByUser({ organizationId: id, userId }, 'organization_changed', details)]
}

type News = NonNullable<Admission>['news']
const SEEN: readonly string[] = ['tokenIat', 'confirmedAt'] satisfies (keyof Membership)[]

function newsOf<Row extends object>(before: Row | null, after: Row): News {
  if (!before) return 'said'
  const changed = (Object.keys(after) as (keyof Row & string)[]).filter((key) => before[key] !== after[key])
  if (changed.length === 0) return 'none'
  return changed.every((key) => SEEN.includes(key)) ? 'seen' : 'said'
}

function mostOf(...news: News[]): News {
  return (['said', 'seen'] as const).find((each) => news.includes(each)) ?? 'none'
}
