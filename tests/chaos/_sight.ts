import { stripIsolates } from '../../locales/translate.ts'
import type { Group, Message } from '../../sandbox/index.ts'
import type { OpenWorld } from '../crash/_open-world.ts'
import { callbacksOf } from '../_support/form.ts'

/** So far back people look; what is older they remember. */
const FAR = 600

/** What people find in the rooms, at a cost that doesn't grow with what was ever said there. */
export function createSight({ group, staff }: OpenWorld) {
  const remembered = new Map<string, Message>()
  const topics = new Map<number, number>()

  function card(place: Group, data: RegExp): Message | undefined {
    const key = data.source
    const has = (message: Message) => callbacksOf(message).some((each) => data.test(each))
    const found = lastIn(place, has) ?? remembered.get(key)
    if (!found || found.deleted || !has(found)) return undefined
    remembered.set(key, found)
    return found
  }

  return {
    /** The last message that matches, of those after another one. */
    lastIn,
    /** A ticket's card in the group, the newest where there are several. */
    cardOf: (ticket: number) => card(group, new RegExp(`^t:[\\w-]+:${ticket}$`)),
    /** A ticket's card in the staff group. */
    staffCardOf: (ticket: number) => card(staff, new RegExp(`^s:(take|close|reopen):${ticket}$`)),
    /** A ticket's topic, where it has one yet. */
    topicOf(ticket: number): number | undefined {
      const known = topics.get(ticket)
      if (known !== undefined) return known
      const topic = staff.topics().findLast(({ name }) => stripIsolates(name).startsWith(`KT-${ticket} `))
      if (topic) topics.set(ticket, topic.id)
      return topic?.id
    },
  }
}

function lastIn(place: Group, match: (message: Message) => boolean, after = 0): Message | undefined {
  const newest = place.chat.lastMessageId
  for (let id = newest; id > Math.max(after, newest - FAR); id--) {
    const message = place.message(id)
    if (message && !message.deleted && match(message)) return message
  }
  return undefined
}

export type Sight = ReturnType<typeof createSight>
