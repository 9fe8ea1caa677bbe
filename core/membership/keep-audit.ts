import { type AuditEntry, doneByUser, type NewAuditEntry } from '../audit/entry.ts'
import type { AuditStore } from '../audit/ports.ts'
import type { PanelActor } from '../foundation/actor.ts'
import type { Trail } from '../policies/trail.ts'
import type { Page } from '../tickets/queries.ts'

/** Why a token was refused: which of its claims broke which rule. */
export interface TokenFault {
  readonly organizationId: string
  readonly userId: string
  readonly claim: string
  readonly rule: string
}

export interface KeepAudit {
  /** Notes that a token which the panel has signed was refused. */
  signInRefused(fault: TokenFault): Promise<void>
  /** The organization's log, the latest first. Throws `forbidden` for all but admins. */
  list(actor: PanelActor, page: number, pageSize: number): Promise<Page<AuditEntry>>
}

export interface KeepAuditPorts {
  readonly audit: AuditStore
  readonly trail: Trail
}

/** What is kept of who did what in an organization's name. */
export function createKeepAudit({ audit, trail }: KeepAuditPorts): KeepAudit {
  return {
    signInRefused: ({ claim, rule, ...user }) =>
      trail.refused(doneByUser(user, 'sign_in_refused', { claim, rule }) satisfies NewAuditEntry),
    async list(actor, page, pageSize) {
      await trail.authorize(actor, 'read_audit')
      return { ...(await audit.list(actor.organizationId, { page, pageSize })), page, pageSize }
    },
  }
}
