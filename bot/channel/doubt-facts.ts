import type { Delivery } from '../../core/deliveries/delivery.ts'
import type { Message } from '../../core/tickets/message.ts'
import type { ChannelDeps } from './deps.ts'

/** What is to be known of a delivery in doubt before its messages are looked for. */
export interface DoubtFacts {
  /** Which file each of Telegram's file ids is. */
  uniqueIdsOf(delivery: Delivery): Promise<ReadonlyMap<string, string>>
  /**
   * In topics of the same group, two posts may look the same; what is found could be either. One that was edited since
   * is known by its first author alone, where there is no other message of theirs.
   */
  compare(
    post: readonly Delivery[],
    others: readonly Delivery[],
  ): Promise<{ readonly isAmbiguous: boolean; readonly isEdited: boolean }>
}

/** Reads it from the stored messages. */
export function createDoubtFacts({ read }: Pick<ChannelDeps, 'read'>): DoubtFacts {
  return { uniqueIdsOf, compare }

  async function compare(
    post: readonly Delivery[],
    others: readonly Delivery[],
  ): Promise<{ readonly isAmbiguous: boolean; readonly isEdited: boolean }> {
    const own = (await Promise.all(post.map(messageOf))).filter((message) => message !== null)
    const [first] = own
    if (!first) return { isAmbiguous: false, isEdited: false }
    const found = (await Promise.all(others.map(messageOf))).filter((message) => message !== null)
    const isAlone = found.every(({ author }) => author.name !== first.author.name)
    const isEdited = post[0]?.payload.kind === 'message' && own.some(({ editedAt }) => editedAt !== null)
    return {
      isAmbiguous: own.every((message) => found.some((other) => looksLike(message, other))),
      isEdited: isEdited && isAlone,
    }
  }

  async function uniqueIdsOf(delivery: Delivery): Promise<ReadonlyMap<string, string>> {
    const { ticketNumber, payload } = delivery
    const files =
      payload.kind === 'files' && ticketNumber !== null
        ? await read.tickets.files(ticketNumber)
        : ((await messageOf(delivery))?.attachments ?? [])
    const known = await read.attachments.known(files.map(({ id }) => id))
    return new Map(
      [...files, ...known.values()].flatMap(({ fileId, fileUniqueId }) =>
        fileId === null || fileUniqueId === null ? [] : [[fileId, fileUniqueId] as const],
      ),
    )
  }

  async function messageOf({ payload }: Delivery): Promise<Message | null> {
    const carriesMessage =
      payload.kind === 'message' || payload.kind === 'late_files' || payload.kind === 'edit'
    return carriesMessage ? await read.tickets.message(payload.messageId) : null
  }
}

function looksLike(a: Message, b: Message): boolean {
  return a.author.name === b.author.name && a.text === b.text && a.attachments.length === b.attachments.length
}
