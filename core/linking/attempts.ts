import type { AuditStore } from '../audit/ports.ts'
import { doneByUser } from '../audit/entry.ts'
import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'

const ATTEMPTS = 10
const HOUR_MS = 3_600_000

/** What tells somebody about groups that are not theirs; a mistyped ID doesn't. */
const COUNTED = new Set<string>(['bot_not_in_group', 'group_linked_elsewhere', 'group_not_ready'])

/** Runs attempts to link a group, one organization's after each other. */
export type Attempt = <Result>(
  actor: PanelActor,
  groupId: number,
  act: () => Promise<Result>,
) => Promise<Result>

/**
 * Lets an organization guess at groups ten times an hour: refused attempts are in the audit log and counted there.
 * Throws DeskError `too_many_attempts`.
 */
export function createAttempts({
  audit,
  clock,
}: {
  readonly audit: AuditStore
  readonly clock: () => Date
}): Attempt {
  const running = new Map<string, Promise<unknown>>()

  return async (actor, groupId, act) => {
    const { organizationId } = actor
    const before = running.get(organizationId) ?? Promise.resolve()
    const turn = before.then(() => attempt(actor, groupId, act))
    const settled = turn.catch(() => {})
    running.set(organizationId, settled)
    try {
      return await turn
    } finally {
      if (running.get(organizationId) === settled) running.delete(organizationId)
    }
  }

  async function attempt<Result>(
    actor: PanelActor,
    groupId: number,
    act: () => Promise<Result>,
  ): Promise<Result> {
    const now = clock().getTime()
    const since = new Date(now - HOUR_MS)
    const refused = await audit.latest(actor.organizationId, 'group_link_refused', since, ATTEMPTS)
    const oldest = refused.at(-1)
    if (oldest && refused.length === ATTEMPTS) {
      const retryAfterS = Math.max(1, Math.ceil((oldest.getTime() + HOUR_MS - now) / 1000))
      throw new DeskError('too_many_attempts', { retryAfterS })
    }
    try {
      return await act()
    } catch (error) {
      if (error instanceof DeskError && COUNTED.has(error.code)) {
        const details = { groupId: String(groupId), reason: error.code }
        await audit.record(doneByUser(actor, 'group_link_refused', details))
      }
      throw error
    }
  }
}
