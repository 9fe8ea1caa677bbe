export const AUDIT_EVENTS = [
  'signed_in',
  'sign_in_refused',
  'role_refused',
  'role_changed',
  'organization_changed',
  'member_ended',
  'group_linked',
  'group_link_refused',
  'group_unlinked',
  'person_erased',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]

/** Never what people wrote or are called. */
export type AuditDetails = Readonly<Record<string, string | number>>

/** Who did something that is kept in the audit log; neither id for what nobody in particular did. */
interface AuditActor {
  readonly byUserId: string | null
  readonly byTelegramId: number | null
}

/** Something done in an organization's name that belongs to no ticket. */
export interface NewAuditEntry extends AuditActor {
  readonly organizationId: string
  readonly event: AuditEvent
  readonly details: AuditDetails
}

export interface AuditEntry extends NewAuditEntry {
  readonly id: number
  readonly at: Date
  /** What that person is called now; null where nobody is, or is any more. */
  readonly byName: string | null
}

/** How long the log is kept. */
export const AUDIT_KEEP_MS = 400 * 24 * 3_600_000

/** What a panel user did. */
export function doneByUser(
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
  event: AuditEvent,
  details: AuditDetails = {},
): NewAuditEntry {
  return { organizationId, event, byUserId: userId, byTelegramId: null, details }
}

/** What somebody did on Telegram. */
export function doneOnTelegram(
  organizationId: string,
  telegramId: number | null,
  event: AuditEvent,
  details: AuditDetails = {},
): NewAuditEntry {
  return { organizationId, event, byUserId: null, byTelegramId: telegramId, details }
}
