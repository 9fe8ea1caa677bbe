import type { Happened } from './_record.ts'
import { COUNTERS, type Finding } from './_rest.ts'
import type { ChaosResult } from './_run.ts'

/** How much is told with a fault of what had happened to all, and to its ticket. */
const EVENTS = 8
const SHOWN = 40

/** What a run came to: its figures, each counter, and each fault with what happened before it. */
export function report({ findings, happened, figures, disk }: ChaosResult): string[] {
  const row = (name: string, value: number | string) => `${name.padEnd(18)}${value}`
  return [
    row('full disk by', disk),
    ...Object.entries(figures).map(([name, value]) => row(name, value)),
    ...COUNTERS.map((counter) => row(counter, findings.filter((each) => each.counter === counter).length)),
    ...findings.slice(0, SHOWN).flatMap((finding) => tell(finding, happened)),
    ...(findings.length > SHOWN ? [`… and ${findings.length - SHOWN} more`] : []),
  ]
}

function tell({ counter, ticket, what, at }: Finding, happened: readonly Happened[]): string[] {
  const before = happened.filter((each) => each.at <= at)
  const events = [
    ...before.filter((each) => each.ticket === null).slice(-EVENTS),
    ...before.filter((each) => each.ticket !== null && each.ticket === ticket).slice(-EVENTS),
  ]
  return [
    '',
    `${counter}: ${ticket === null ? '' : `KT-${ticket}, `}${what} (${new Date(at).toISOString()})`,
    ...events
      .toSorted((a, b) => a.at - b.at)
      .map((each) => `    ${new Date(each.at).toISOString()} ${each.what}`),
  ]
}
