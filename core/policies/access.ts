import type { Actor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'

export type Action =
  | 'open_ticket'
  | 'read_ticket'
  | 'write_message'
  | 'answer'
  | 'write_note'
  | 'resend'
  | 'take_ticket'
  | 'close_ticket'
  | 'reopen_ticket'
  | 'expire_ticket'
  | 'list_groups'
  | 'manage_groups'
  | 'manage_members'
  | 'read_audit'

const ALLOWED: Readonly<Record<Actor['kind'], readonly Action[]>> = {
  member: ['open_ticket', 'read_ticket', 'write_message', 'close_ticket', 'reopen_ticket'],
  panel: ['open_ticket', 'read_ticket', 'write_message', 'close_ticket', 'reopen_ticket', 'list_groups'],
  agent: ['read_ticket', 'answer', 'write_note', 'resend', 'take_ticket', 'close_ticket', 'reopen_ticket'],
  system: ['expire_ticket'],
}

const ADMINS_ONLY: ReadonlySet<Action> = new Set(['manage_groups', 'manage_members', 'read_audit'])

/** Whether an actor may ever do this. */
function can(actor: Actor, action: Action): boolean {
  const asAdmin = actor.kind === 'panel' && actor.role === 'admin' && ADMINS_ONLY.has(action)
  return asAdmin || ALLOWED[actor.kind].includes(action)
}

/** Throws `forbidden` for what the actor may never do, `not_found` for another organization's thing. */
export function authorize(actor: Actor, action: Action, thing?: { readonly organizationId: string }): void {
  if (!can(actor, action)) throw new DeskError('forbidden', { action })
  const organizationId = actor.kind === 'member' || actor.kind === 'panel' ? actor.organizationId : null
  if (thing && organizationId !== null && thing.organizationId !== organizationId)
    throw new DeskError('not_found')
}
