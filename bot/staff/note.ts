import type { Content, TextEntity } from '../../core/tickets/message.ts'

const PREFIX = /^\s*(?:\/\/|\/note(?:@(?<bot>\w+))?(?=\s|$))\s*/i
const COMMAND = /^\s*\/[a-z]\w*(?:@(?<bot>\w+))?(?=\s|$)/i

/** The note in a message that begins with `//` or `/note`, without that; null for any other message. */
export function noteIn<Written extends Pick<Content, 'text' | 'entities'>>(
  content: Written,
  username: string,
): Written | null {
  const found = PREFIX.exec(content.text)
  if (!found || !isFor(username, found.groups)) return null
  return {
    ...content,
    text: content.text.slice(found[0].length),
    entities: shifted(content.entities, found[0].length),
  }
}

/** Whether a text begins with a command, and for which bot. It is never sent to a customer: it may be a misspelt note. */
export function commandIn(text: string, username: string): 'ours' | 'another' | null {
  const found = COMMAND.exec(text)
  if (!found) return null
  return isFor(username, found.groups) ? 'ours' : 'another'
}

function isFor(username: string, groups: { readonly bot?: string } | undefined): boolean {
  return groups?.bot === undefined || groups.bot.toLowerCase() === username.toLowerCase()
}

function shifted(entities: readonly TextEntity[], by: number): TextEntity[] {
  return entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - by)
    const length = entity.offset + entity.length - by - offset
    return length > 0 ? [{ ...entity, offset, length }] : []
  })
}
