import type { AgentActor } from '../../core/foundation/actor.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Speaker } from '../update/speaker.ts'

/** Whoever can write in the staff group is an agent; anonymous admins are the group itself. */
export function agentOf({ telegramId, name }: Speaker): AgentActor {
  return { kind: 'agent', telegramId, name: cleanLine(name) }
}
