import type { AgentActor } from '../../core/foundation/actor.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Speaker } from '../update/speaker.ts'

/** Everybody who writes in the staff group is an agent. Anonymous admins write as the group and have its ID. */
export function agentOf({ telegramId, name }: Speaker): AgentActor {
  return { kind: 'agent', telegramId, name: cleanLine(name) }
}
