import type { AgentActor } from '../../core/actor.ts'
import { cleanLine } from '../../core/text.ts'
import type { Speaker } from '../speaker.ts'

/** Whoever can write in the staff group is an agent; anonymous admins are the group itself. */
export function agentOf({ telegramId, name }: Speaker): AgentActor {
  return { kind: 'agent', telegramId, name: cleanLine(name) }
}
