import { doneByUser, type NewAuditEntry } from '../audit/entry.ts'
import type { AuditStore } from '../audit/ports.ts'
import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { type Action, authorize } from './access.ts'

/** Refusals, as they are noted in the audit log. */
export interface Trail {
  /** Notes one; the same again within a minute is not noted again. */
  refused(entry: NewAuditEntry): Promise<void>
  /** As `authorize`, and notes whom their role keeps from it. */
  authorize(actor: PanelActor, action: Action): Promise<void>
}

export interface TrailPorts {
  readonly audit: AuditStore
  readonly clock: () => Date
}

const REPEATS_MS = 60_000

/** Whoever tries again and again fills no log with it. */
export function createTrail({ audit, clock }: TrailPorts): Trail {
  let window = 0
  const noted = new Set<string>()

  const trail: Trail = {
    async refused(entry) {
      const current = Math.floor(clock().getTime() / REPEATS_MS)
      if (current !== window) noted.clear()
      window = current
      const { organizationId, event, byUserId, details } = entry
      const key = JSON.stringify([organizationId, event, byUserId, details])
      if (noted.has(key)) return
      noted.add(key)
      await audit.record(entry)
    },
    async authorize(actor, action) {
      try {
        authorize(actor, action)
      } catch (error) {
        if (error instanceof DeskError && error.code === 'forbidden')
          await trail.refused(doneByUser(actor, 'role_refused', { action }))
        throw error
      }
    },
  }
  return trail
}
