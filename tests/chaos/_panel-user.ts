import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, createPanel, TESTCO } from '../_support/panel.ts'

const AGAIN_MS = 150

/** Says nothing about what was asked: to be asked again. */
const UNSETTLED = new Set([401, 408, 429])

/** A panel's back end that asks, under one key, until it has an answer. */
export interface InsistentPanel {
  readonly name: string
  readonly mobile: string
  ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>>
  /** Resolves when all that was asked so far has its answer. */
  answered(): Promise<void>
}

/** The panel of one user of the organization. `isOver` says when nobody waits for an answer any more. */
export function createInsistentPanel(
  url: () => string,
  { name, mobile }: Pick<InsistentPanel, 'name' | 'mobile'>,
  now: () => number,
  isOver: () => boolean,
): InsistentPanel {
  const org = { ...TESTCO, plan: 'professional' }
  const panel = createPanel(url, { sub: name, name, mobile, locale: 'en', org }, now)
  const asked = new Set<Promise<unknown>>()

  async function insist<Body>(method: string, path: string, body: unknown): Promise<Answer<Body>> {
    const headers = method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}
    while (!isOver()) {
      const answer = await panel.call<Body>(method, path, body, headers).catch(() => null)
      if (answer && answer.status < 500 && !UNSETTLED.has(answer.status)) return answer
      if (answer?.status === 507) return answer
      await delay(AGAIN_MS)
    }
    throw new Error(`${name} had no answer to ${method} ${path}.`)
  }

  return {
    name,
    mobile,
    async ask<Body>(method: string, path: string, body?: unknown) {
      const asking = insist<Body>(method, path, body)
      asked.add(asking)
      try {
        return await asking
      } finally {
        asked.delete(asking)
      }
    },
    async answered() {
      await Promise.allSettled(asked)
    },
  }
}
