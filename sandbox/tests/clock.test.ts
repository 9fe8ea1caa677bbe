import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createClock, type KeptClock } from '../server/clock.ts'

const HOUR = 3_600_000

test('a clock shows the real time until it is moved, and then runs on from there', () => {
  let real = 1000
  const clock = createClock(undefined, () => real)
  expect(clock.now()).toBe(1000)
  clock.forward(HOUR)
  real += 5
  expect(clock.now()).toBe(1005 + HOUR)
  expect(clock.offsetMs()).toBe(HOUR)
})

test('it never goes back: not when the real clock does, not over a restart', () => {
  const step = fc.oneof(
    fc.record({ real: fc.integer({ min: -HOUR, max: HOUR }) }),
    fc.record({ forward: fc.integer({ min: 1, max: 48 * HOUR }) }),
    fc.constant('restart' as const),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let real = 1_800_000_000_000
      let clock = createClock(undefined, () => real)
      let latest = clock.now()
      for (const one of steps) {
        if (one === 'restart') {
          const kept = JSON.parse(JSON.stringify(clock.keep())) as KeptClock
          clock = createClock(kept, () => real)
        } else if ('real' in one) real += one.real
        else clock.forward(one.forward)
        expect(clock.now()).toBeGreaterThanOrEqual(latest)
        latest = clock.now()
      }
    }),
  )
})
