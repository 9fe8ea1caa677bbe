import { describe, expect, it } from 'vitest'
import { FAULTS } from './_faults.ts'
import { planFaults } from './_plan.ts'

const HOUR_MS = 3_600_000

describe('the plan of a run', () => {
  it('is the same for the same seed, and another for another', () => {
    const options = { seed: 7, durationMs: 60_000, database: 'sqlite' } as const
    expect(planFaults(options)).toEqual(planFaults(options))
    expect(planFaults({ ...options, seed: 8 })).not.toEqual(planFaults(options))
  })

  it.each(['sqlite', 'postgres'] as const)(
    'has every fault of %s, and no two turns of one at once',
    (database) => {
      const plan = planFaults({ seed: 1, durationMs: HOUR_MS, database })
      const known = Object.keys(FAULTS).filter((name) => [undefined, database].includes(FAULTS[name]?.on))
      expect(new Set(plan.map(({ fault }) => fault))).toEqual(new Set(known))
      for (const name of known) {
        const turns = plan.filter(({ fault }) => fault === name)
        for (const [index, { atMs }] of turns.entries())
          expect((turns[index - 1]?.atMs ?? 0) + (turns[index - 1]?.lastsMs ?? 0)).toBeLessThanOrEqual(atMs)
      }
      expect(plan.every(({ atMs }) => atMs < HOUR_MS)).toBe(true)
    },
  )
})
