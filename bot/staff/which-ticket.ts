import type { Message } from 'grammy/types'
import type { MessageLink } from '../../core/places/place.ts'
import type { ReadModels } from '../update/context.ts'
import { repliedTo, topicOf } from '../update/message.ts'

/** The ticket that a message of the staff group is about, and the ticket's message it replies to. */
export interface Subject {
  readonly ticketNumber: number
  readonly repliedTo: MessageLink | null
}

/** Finds the ticket by the message's topic, by what it replies to, or by an earlier item of its album; or null. */
export async function subjectOf(
  message: Message,
  { links, tickets }: Pick<ReadModels, 'links' | 'tickets'>,
): Promise<Subject | null> {
  const chatId = message.chat.id
  const target = repliedTo(message)
  const link = target && (await links.find(chatId, target.message_id))
  const threadId = topicOf(message)
  const ofTopic = threadId === null ? null : await links.ticketOfThread(chatId, threadId)
  const ofAlbum =
    message.media_group_id === undefined ? null : await tickets.ofAlbum(chatId, message.media_group_id)
  const ticketNumber = ofTopic ?? link?.ticketNumber ?? ofAlbum
  return ticketNumber === null ? null : { ticketNumber, repliedTo: link }
}
