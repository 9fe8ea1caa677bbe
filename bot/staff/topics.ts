import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { Place } from '../../core/places/place.ts'
import { parseReference } from '../../core/tickets/ticket.ts'
import type { BotContext, BotDeps } from '../update/context.ts'

/**
 * Notes when people close, reopen or rename a topic by hand; its ticket does not change. Of a topic that the bot made
 * it hears too, even where the answer to the call was lost.
 */
export function createTopics({ desk, read }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on(
    ['message:forum_topic_closed', 'message:forum_topic_reopened', 'message:forum_topic_edited'],
    async (ctx) => {
      // What the bot does to topics, it notes when it does it.
      if (ctx.from.id === ctx.me.id) return
      const { chat, message_thread_id: threadId } = ctx.message
      if (threadId !== undefined) await desk.places.topicChanged(chat.id, threadId, changeIn(ctx.message))
    },
  )

  composer.on('message:forum_topic_created', async (ctx) => {
    if (ctx.from.id !== ctx.me.id) return
    const { chat, message_thread_id: threadId, forum_topic_created: made } = ctx.message
    const ticketNumber = parseReference(made.name.split(' ', 1)[0] ?? '')
    if (threadId === undefined || ticketNumber === null || !(await read.tickets.get(ticketNumber))) return
    await desk.places.topicMade({ ticketNumber, chatId: chat.id, threadId, topicName: made.name })
  })
  return composer
}

function changeIn({ forum_topic_closed: closed, forum_topic_edited: edited }: Message): Partial<Place> {
  if (edited) return edited.name === undefined ? {} : { topicName: edited.name }
  return { topicClosed: closed !== undefined }
}
