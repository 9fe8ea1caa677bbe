import { Api } from 'grammy'
import type { Transformer } from 'grammy'
import type { Message } from 'grammy/types'
import type { Delivery, Doubt } from '../../core/deliveries/delivery.ts'
import { formatReference } from '../../core/tickets/ticket.ts'
import { edit } from '../telegram/edit.ts'
import { ignoreRefusal } from '../telegram/errors.ts'
import type { Rich } from '../telegram/rich.ts'
import { type Call, restOfAlbum } from './album-rest.ts'
import type { ChannelDeps } from './deps.ts'
import { createDoubtFacts } from './doubt-facts.ts'
import { createLookout } from './lookout.ts'
import { createProbe, UnreadableError } from './probe.ts'
import { type Expected, expectedOf } from './probe-match.ts'

/** A delivery in doubt, with the chat it goes to and those of the same chat that are in doubt too. */
export interface Question {
  readonly delivery: Delivery & { readonly doubt: Doubt }
  readonly chatId: number
  readonly others: readonly Delivery[]
  /** What was to go out with it in one post. */
  readonly joined: readonly Delivery[]
}

/** What deliveries in doubt are sent with. */
export interface Doubtful {
  /** Removes the copies that a crash has left. */
  tidy(): Promise<void>
  /** Calls `act` with an API that answers a call with what stands in the chat already, as long as something does. */
  asking<Result>(question: Question, act: (api: Api) => Promise<Result>): Promise<Result>
}

/** As many ids are looked at for each delivery in doubt. */
const PROBES = 20

/** Looks before it calls: what an attempt had to do is found, call by call, up to the one that was not made. */
export function createDoubtful(deps: ChannelDeps): Doubtful {
  const { api, read, logger, clock, seen, fetched } = deps
  const probe = createProbe(deps)
  const facts = createDoubtFacts(deps)
  const lookout = createLookout({ probe, links: read.links, seen })
  const startedAt = clock()
  let underWay = 0

  return {
    async tidy() {
      try {
        await probe.tidy()
      } catch (error) {
        logger.warn({ err: error }, 'Copies of messages that were read back could not be removed yet.')
      }
    },
    async asking(question, act) {
      underWay++
      try {
        return await act(await apiFor(question))
      } finally {
        underWay--
        if (underWay === 0 && question.others.length === 0) await leave()
      }
    },
  }

  async function leave(): Promise<void> {
    try {
      await probe.leave()
    } catch (error) {
      logger.warn({ err: error }, 'The topic in which messages are read back could not be tidied up yet.')
    }
  }

  async function apiFor(question: Question): Promise<Api> {
    const { delivery, chatId, others, joined } = question
    const { since, after } = delivery.doubt
    // What came in meanwhile need not be read.
    await fetched
    const { isAmbiguous, isEdited } = await facts.compare([delivery, ...joined], others)
    const find = lookout({
      deliveryId: delivery.id,
      chatId,
      after,
      begunAt: since,
      // What an earlier process had begun was over when this one started.
      since: since < startedAt ? startedAt : clock(),
      uniqueIds: await facts.uniqueIdsOf(delivery),
      most: isAmbiguous ? 0 : PROBES * (others.length + 1),
    })
    let looks = true
    let isFirst = true

    const ask: Transformer = async (call, method, payload, signal) => {
      const isNew = method === 'createForumTopic' || expectedOf(method, payload) !== null
      if (!looks || !isNew) return await call(method, payload, signal)
      const found =
        method === 'createForumTopic' ? await topicOf(delivery, chatId) : await messagesOf(method, payload)
      const rest = Array.isArray(found) ? restOfAlbum({ method, payload }, found.length) : null
      if (rest) return await complete(found as Message[], rest)
      if (found) return { ok: true, result: found as never }
      const response = await call(method, payload, signal)
      // What comes after a call that had not been made was not made either.
      if (response.ok) looks = false
      return response
    }

    /** The files that have come since an attempt follow what it has sent. */
    async function complete(found: readonly Message[], { method, payload }: Call) {
      looks = false
      const sent: unknown = await api.raw[method as 'sendMediaGroup'](payload as never)
      return { ok: true as const, result: [...found, ...[sent].flat()] as never }
    }

    async function messagesOf(method: string, payload: object): Promise<unknown> {
      try {
        const [first, ...rest] = expectedOf(method, payload) ?? []
        if (!first) return null
        const isByHeading = first.isByHeading || (isFirst && isEdited)
        isFirst = false
        const found = await find([{ ...first, isByHeading }, ...rest], payload)
        if (found?.[0] && isByHeading) await bringUpToDate(chatId, found[0].message_id, first, payload)
        return found && (method === 'sendMediaGroup' ? found : found[0])
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error
        logger.info({ ticket: delivery.ticketNumber, reason: error.message }, 'A delivery in doubt is sent.')
        looks = false
        return null
      }
    }

    const asking = new Api(api.token, api.options)
    asking.config.use(...api.config.installedTransformers(), ask)
    return asking
  }

  /** What was found by its heading may say something else under it. */
  async function bringUpToDate(
    chatId: number,
    messageId: number,
    { file, text, entities }: Expected,
    payload: object,
  ): Promise<void> {
    const { reply_markup: keyboard } = payload as { readonly reply_markup?: Rich['keyboard'] }
    if (file === null)
      await edit(api, chatId, messageId, { text, entities: [...entities], ...(keyboard && { keyboard }) })
    else
      await api
        .editMessageCaption(chatId, messageId, { caption: text, caption_entities: [...entities] })
        .catch(ignoreRefusal)
  }

  /** A topic tells of itself: an update says that it was made. */
  async function topicOf({ ticketNumber }: Delivery, chatId: number): Promise<unknown> {
    if (ticketNumber === null) return null
    const place = await read.links.place(ticketNumber, 'staff')
    const threadId = place?.threadId ?? seen.topic(chatId, `${formatReference(ticketNumber)} `)
    return threadId === null ? null : { message_thread_id: threadId, name: '', icon_color: 0 }
  }
}
