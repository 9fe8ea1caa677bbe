import type { SettingStore } from '../../core/doorways/settings.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { ChannelDeps } from './deps.ts'

/** The topic in the staff group to which messages are forwarded in order to read them. It is closed and stays empty. */
export interface ProbeTopic {
  /** Calls `act` with the topic, which it opens, or makes anew, where `act` could not post. */
  within<Result>(act: (threadId: number) => Promise<Result>): Promise<Result>
  /** Closes the topic where it had to be opened, and notes that no copy is left. */
  leave(): Promise<void>
  /** Removes what a crash may have left in it: the whole topic. */
  tidy(): Promise<void>
}

interface Kept {
  readonly chatId: number
  readonly threadId: number
  /** Noted before the first copy is made. */
  readonly mayHoldCopies: boolean
}

const KEY = 'probe-topic'

/** Keeps the topic; calls at the same time share it. */
export function createProbeTopic({
  api,
  own,
  texts,
  defaultLocale,
  staffChatId,
}: Pick<ChannelDeps, 'api' | 'own' | 'texts' | 'defaultLocale' | 'staffChatId'>): ProbeTopic {
  const { settings } = own
  let isOpen = false
  let preparing: Promise<Kept> | null = null

  return {
    async within(act) {
      const { chatId, threadId } = await prepare()
      try {
        return await act(threadId)
      } catch (error) {
        const { kind } = classifyTelegramError(error)
        if (kind === 'topic_closed') {
          isOpen = true
          await unlessDone(api.reopenForumTopic(chatId, threadId))
          return await act(threadId)
        }
        if (kind !== 'thread_missing') throw error
        await keep(settings, null)
        return await act((await prepare()).threadId)
      }
    },
    async leave() {
      const kept = await known()
      if (!kept) return
      if (isOpen) await unlessDone(api.closeForumTopic(kept.chatId, kept.threadId))
      isOpen = false
      if (kept.mayHoldCopies) await keep(settings, { ...kept, mayHoldCopies: false })
    },
    async tidy() {
      const kept = await known()
      if (!kept?.mayHoldCopies) return
      try {
        await api.deleteForumTopic(kept.chatId, kept.threadId)
      } catch (error) {
        if (classifyTelegramError(error).kind !== 'thread_missing') throw error
      }
      await keep(settings, null)
    },
  }

  function prepare(): Promise<Kept> {
    preparing ??= ready().finally(() => {
      preparing = null
    })
    return preparing
  }

  async function ready(): Promise<Kept> {
    const kept = (await known()) ?? (await make())
    if (kept.mayHoldCopies) return kept
    const noted = { ...kept, mayHoldCopies: true }
    await keep(settings, noted)
    return noted
  }

  async function make(): Promise<Kept> {
    const chatId = staffChatId()
    const topic = await api.createForumTopic(chatId, texts.t(defaultLocale(), 'staff-probe-topic'))
    const kept = { chatId, threadId: topic.message_thread_id, mayHoldCopies: false }
    await keep(settings, kept)
    await api.closeForumTopic(chatId, kept.threadId)
    return kept
  }

  async function known(): Promise<Kept | null> {
    const value = await settings.get(KEY)
    const kept = value === null ? null : (JSON.parse(value) as Kept | null)
    return kept?.chatId === staffChatId() ? kept : null
  }
}

async function keep(settings: SettingStore, kept: Kept | null): Promise<void> {
  await settings.set(KEY, JSON.stringify(kept))
}

async function unlessDone(call: Promise<true>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (classifyTelegramError(error).kind !== 'topic_not_modified') throw error
  }
}
