import { describe, expect, it } from 'vitest'
import { databases } from '../_support/databases.ts'
import { ORPHAN } from './_count-messages.ts'
import { report } from './_report.ts'
import { runChaos } from './_run.ts'

const SECONDS = 8

describe.each(databases())('a short run of chaos on $name', ({ create }) => {
  it('loses nothing, stores nothing twice, keeps the order and the hours', { timeout: 180_000 }, async () => {
    const database = await create()
    const result = await runChaos({
      seed: 6,
      durationMs: SECONDS * 1_000,
      ...(database.kind === 'postgres' && { postgresUrl: database.url }),
    })
    // What Telegram took and could not answer for is still sent again, and nobody knows the first copy.
    const findings = result.findings.filter(
      ({ counter, what }) => counter !== 'shown twice' && !what.endsWith(ORPHAN),
    )
    expect(findings, report({ ...result, findings }).join('\n')).toEqual([])
    expect(result.figures['messages']).toBeGreaterThan(20)
    expect(result.figures['faults']).toBeGreaterThan(3)
  })
})
