import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../logger.ts'
import { createHops, type Hop } from './hop.ts'
import { looksLikeTelegram } from './probe.ts'
import type { Proxy } from './proxy.ts'
import { type Answer, type Asked, send } from './request.ts'
import { silenceOf } from './silence.ts'

export interface RouteOptions {
  /** Telegram's address, or that of a relay or a server of one's own, perhaps with a path. */
  readonly apiRoot: string
  /** The ways to it, the preferred first; none is the direct one. */
  readonly proxies: readonly Proxy[]
  readonly clock: () => Date
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** The way of every request to Telegram. */
export interface Route {
  /** Asks by the way that works. What `read` throws counts as the way's failure, as does no answer. */
  ask<T>(asked: Asked, read: (answer: Answer) => Promise<T>): Promise<T>
  /** Since when Telegram has been out of reach; null while it is within. */
  outOfReachSince(): Date | null
  close(): Promise<void>
}

/** A way that fails for this long is left for the next one. */
const FAILS_MS = 10_000
/** How often it is tried whether Telegram, or a better way to it, is there again. */
const PROBE_EVERY_MS = 5_000

/** Builds the way to Telegram: through the first proxy that leads there, directly where there are none. */
export function createRoute({ apiRoot, proxies, clock, logger }: RouteOptions): Route {
  const { origin, pathname } = new URL(apiRoot)
  const root = pathname.replace(/\/$/, '')
  const hops = createHops(origin, proxies)
  const closing = new AbortController()
  let current: Hop = hops[0]
  /** When the current way began to fail. */
  let failingSince: number | null = null
  let lostSince: Date | null = null
  let everReached = false
  let watching: Promise<void> | null = null

  return {
    async ask(asked, read) {
      const hop = current
      const startedAt = clock().getTime()
      try {
        const result = await read(await send(hop.pool, root, asked))
        if (hop === current) reached()
        return result
      } catch (error) {
        if (!asked.signal?.aborted && hop === current) failed(silenceOf(error, asked, startedAt, clock()))
        throw error
      }
    },
    outOfReachSince: () => lostSince,
    async close() {
      closing.abort()
      await Promise.all(hops.map(({ pool }) => pool.destroy()))
      await watching
    },
  }

  function reached(): void {
    everReached = true
    failingSince = null
    if (!lostSince) return
    const seconds = Math.round((clock().getTime() - lostSince.getTime()) / 1_000)
    logger.info(
      { since: lostSince.toISOString(), seconds, via: current.name },
      'Telegram is within reach again.',
    )
    lostSince = null
  }

  function failed(silentMs: number): void {
    failingSince ??= clock().getTime() - silentMs
    watching ??= watch().finally(() => (watching = null))
  }

  /** Goes on while the current way fails, or is not the preferred one. */
  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      await look()
      if (failingSince === null && current === hops[0]) return
      await delay(PROBE_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
  }

  async function look(): Promise<void> {
    const working = await Promise.all(hops.map(async (hop) => ((await answers(hop)) ? [hop] : []))).then(
      (found) => found.flat(),
    )
    if (closing.signal.aborted) return
    if (working.includes(current)) reached()
    else if (failingSince === null) failingSince = clock().getTime()
    const [best] = working
    // A way that has never led there is not waited for.
    if (best && (failingSince === null || !everReached || isOver(failingSince))) take(best)
    else if (!best) lost()
  }

  function isOver(since: number): boolean {
    return clock().getTime() - since >= FAILS_MS
  }

  function take(best: Hop): void {
    if (best !== current) {
      logger.warn({ from: current.name, to: best.name }, 'Telegram is reached another way from now on.')
      current = best
    }
    reached()
  }

  function lost(): void {
    if (lostSince) return
    lostSince = new Date(failingSince ?? clock().getTime())
    logger.error(
      { since: lostSince.toISOString(), via: hops.map(({ name }) => name) },
      'Telegram is out of reach.',
    )
  }

  /** Whether Telegram is at the end of a way: it knows no bot without a number, and says so in its own words. */
  async function answers(hop: Hop): Promise<boolean> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(2 * FAILS_MS)])
    const asked: Asked = { path: '/bot0/getMe', method: 'GET', patienceMs: FAILS_MS, signal }
    return await send(hop.pool, root, asked).then(looksLikeTelegram, () => false)
  }
}
