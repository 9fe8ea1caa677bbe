import type { AuditEntry, AuditEvent, NewAuditEntry } from './entry.ts'

/** The audit log. What is changed and noted together is noted by the store that changes it. */
export interface AuditStore {
  record(entry: NewAuditEntry): Promise<void>
  /** The organization's, the latest first. */
  list(
    organizationId: string,
    range: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: AuditEntry[]; readonly total: number }>
  /** When something was last noted for the organization: at most `limit` times after `since`, the latest first. */
  latest(organizationId: string, event: AuditEvent, since: Date, limit: number): Promise<Date[]>
  prune(before: Date): Promise<void>
}
