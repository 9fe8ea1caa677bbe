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
  seen,
}: Pick<ChannelDeps, 'api' | 'own' | 'texts' | 'defaultLocale' | 'staffChatId' | 'seen'>): ProbeTopic {
  const { settings } = own
  const gone = new Set<number>()
  let isOpen = false
  let preparing: Promise<Kept> | null = null

  return {
    async within(act) {
      try {
        return await actInOpen(act)
      } catch (error) {
        if (classifyTelegramError(error).kind !== 'thread_missing') throw error
        await forget((await prepare()).threadId)
        return await actInOpen(act)
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
      await forget(kept.threadId)
    },
  }

  async function actInOpen<Result>(act: (threadId: number) => Promise<Result>): Promise<Result> {
    const { chatId, threadId } = await prepare()
    try {
      return await act(threadId)
    } catch (error) {
      if (classifyTelegramError(error).kind !== 'topic_closed') throw error
      isOpen = true
      await unlessDone(api.reopenForumTopic(chatId, threadId))
      return await act(threadId)
    }
  }

  async function forget(threadId: number): Promise<void> {
    gone.add(threadId)
    await keep(settings, null)
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
    const threadId = await madeAlready(chatId)
    const kept = { chatId, threadId, mayHoldCopies: false }
    await keep(settings, kept)
    await unlessDone(api.closeForumTopic(chatId, threadId))
    return kept
  }

  /** The topic that was made before a crash, if its own news of it has come; else a new one. */
  async function madeAlready(chatId: number): Promise<number> {
    const name = texts.t(defaultLocale(), 'staff-probe-topic')
    const made = seen.topic(chatId, name)
    if (made !== null && !gone.has(made)) return made
    return (await api.createForumTopic(chatId, name)).message_thread_id
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
