import type { Transformer } from 'grammy'
import type { Budget, CallKind } from './budget.ts'

/**
 * Takes every call through the budget: counts it and heeds each 429. A call never waits here, even where more go out
 * than the budget has; one that would have to wait for a pause fails at once with a 429 of our own.
 */
export function createTransformer(budget: Budget): Transformer {
  return async (call, method, payload, signal) => {
    const chatId = chatOf(payload)
    const pause = budget.pauseMs(chatId, method)
    if (pause > 0) return tooManyRequests(Math.ceil(pause / 1_000))
    const answered = chatId === null ? () => {} : budget.count(chatId, kindOf(method), messagesIn(payload))
    try {
      const response = await call(method, payload, signal)
      if (!response.ok && response.error_code === 429)
        budget.pause(chatId, method, (response.parameters?.retry_after ?? 1) * 1_000)
      return response
    } finally {
      answered()
    }
  }
}

function chatOf(payload: object): number | null {
  return 'chat_id' in payload && typeof payload.chat_id === 'number' ? payload.chat_id : null
}

/** An album counts as its items. */
function messagesIn(payload: object): number {
  return 'media' in payload && Array.isArray(payload.media) ? payload.media.length : 1
}

/** A topic that is created posts no message of ours. */
function kindOf(method: string): CallKind {
  if (/^(send(?!ChatAction)|copyMessage|forwardMessage)/.test(method)) return 'message'
  return /^(editMessage|editForumTopic|closeForumTopic|reopenForumTopic)/.test(method) ? 'edit' : 'other'
}

function tooManyRequests(seconds: number) {
  return {
    ok: false as const,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }
}
