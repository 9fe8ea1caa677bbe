import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { retryDelayMs } from '../../core/foundation/retry.ts'
import { Problem } from '../problems/problem.ts'

const LONGEST_PAUSE_MS = 60_000

/**
 * The panel's key set; that it can't be had is no fault of the token. After a failure it is left alone for a while,
 * longer each time: whoever sends tokens must not make us ask.
 */
export function createPublishedKeys(url: string, clock: () => Date): JWTVerifyGetKey {
  let failures = 0
  let pausedUntil = 0
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    [customFetch]: async (address: string, init: RequestInit) => {
      if (clock().getTime() < pausedUntil) throw new Paused()
      return await fetch(address, init)
    },
  })

  return async (header, token) => {
    try {
      const key = await remote(header, token)
      failures = 0
      return key
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error
      const now = clock().getTime()
      // Requests that waited for one fetch together fail once.
      if (!(error instanceof Paused) && now >= pausedUntil) {
        failures++
        pausedUntil = now + Math.min(retryDelayMs(failures), LONGEST_PAUSE_MS)
      }
      const seconds = Math.max(1, Math.ceil((pausedUntil - now) / 1000))
      throw new Problem('sign_in_unavailable', { cause: error, headers: { 'Retry-After': String(seconds) } })
    }
  }
}

/** The key set failed a moment ago. */
class Paused extends Error {}
