import type { AuditEntry, NewAuditEntry } from './entry.ts'

/** The audit log. What is changed and noted together is noted by the store that changes it. */
export interface AuditStore {
  record(entry: NewAuditEntry): Promise<void>
  /** The organization's, the latest first. */
  list(
    organizationId: string,
    range: { readonly page: number; readonly pageSize: number },
  ): Promise<{ readonly items: AuditEntry[]; readonly total: number }>
  prune(before: Date): Promise<void>
}
