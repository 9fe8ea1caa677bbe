import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import { findQuoted, untilNoted } from '../quoting/find-quoted.ts'
import { referenceOfTopic } from '../quoting/reference.ts'
import type { BotContext, BotDeps } from '../update/context.ts'
import { topicOf } from '../update/message.ts'
import { createReadQuoted } from './quoted.ts'

/** The ticket that a message of the staff group is about, and the ticket's message it replies to. */
export interface Subject {
  readonly ticketNumber: number
  readonly repliedTo: MessageLink | null
}

/** Finds the ticket by the message's topic, by what it replies to, or by an earlier item of its album; or null. */
export type SubjectOf = (ctx: BotContext) => Promise<Subject | null>

/** Builds the search for the ticket that a message is about. */
export function createSubjectOf(deps: BotDeps): SubjectOf {
  const { links, tickets } = deps.read
  const readQuoted = createReadQuoted(deps)

  return async (ctx) => {
    const { message } = ctx
    if (!message) return null
    const link = await findQuoted(ctx, deps, readQuoted)
    const albumId = message.media_group_id
    const ofAlbum = albumId === undefined ? null : await tickets.ofAlbum(message.chat.id, albumId)
    const ticketNumber = (await ofTopic(ctx, message)) ?? link?.ticketNumber ?? ofAlbum
    return ticketNumber === null ? null : { ticketNumber, repliedTo: link }
  }

  /** A topic that the bot made is there before it is noted whose it is; where that never was, its name tells. */
  async function ofTopic(ctx: BotContext, message: Message): Promise<number | null> {
    const threadId = topicOf(message)
    if (threadId === null) return null
    const known = await links.ticketOfThread(message.chat.id, threadId)
    const { from, forum_topic_created: created } = message.reply_to_message ?? {}
    if (known !== null || !created || from?.id !== ctx.me.id) return known
    await untilNoted(ctx, deps)
    const noted = await links.ticketOfThread(message.chat.id, threadId)
    if (noted !== null) return noted
    const named = referenceOfTopic(created.name)
    return named !== null && (await tickets.get(named)) ? named : null
  }
}
