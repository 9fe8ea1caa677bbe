import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from 'grammy'

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>

/** grammY is typed for a polyfill of AbortSignal and takes Node's own just as well. */
export function asGrammy(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal
}

/** Waits, but no longer than until the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => {})
}

/** Waits for a promise, but no longer than until the signal; what becomes of it after that concerns nobody. */
export async function unlessAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController()
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { signal: waiting.signal })
  })
  try {
    await Promise.race([promise, aborted])
  } finally {
    waiting.abort()
  }
}
