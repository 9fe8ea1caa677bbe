import type { DatabaseConfig } from '../../db/index.ts'
import { createRandom, type Random } from '../crash/_random.ts'
import { between, type Turn } from './_fault.ts'
import { FAULTS } from './_faults.ts'

/** A fault and when it begins, counted from the start of the run. */
export interface Planned extends Turn {
  readonly fault: string
  readonly atMs: number
}

export interface PlanOptions {
  readonly seed: number
  readonly durationMs: number
  readonly database: DatabaseConfig['kind']
}

const GAP_MS: readonly [number, number] = [200, 2_200]

/** What goes wrong and when: the same for the same seed. No fault begins while another turn of it lasts. */
export function planFaults({ seed, durationMs, database }: PlanOptions): Planned[] {
  const random = createRandom(seed)
  const planned: Planned[] = []
  const endOf = new Map<string, number>()
  let bag: string[] = []
  for (let atMs = gap(random); atMs < durationMs; atMs += gap(random)) {
    if (bag.length === 0) bag = shuffled(random, database)
    const index = bag.findIndex((fault) => (endOf.get(groupOf(fault)) ?? 0) <= atMs)
    const [fault] = index < 0 ? [] : bag.splice(index, 1)
    const range = fault === undefined ? undefined : FAULTS[fault]?.lastsMs
    if (fault === undefined || !range) continue
    const lastsMs = random.between(...range)
    planned.push({ fault, atMs, lastsMs, amount: random.between(0, 1_000) / 1_000 })
    endOf.set(groupOf(fault), atMs + lastsMs)
  }
  return planned
}

/** Each fault as often as it weighs, so that none is left out for long. */
function shuffled(random: Random, database: DatabaseConfig['kind']): string[] {
  const names = Object.entries(FAULTS)
    .filter(([, { on }]) => on === undefined || on === database)
    .flatMap(([name, { weight }]) => Array<string>(weight).fill(name))
  return names
    .map((name) => ({ name, place: random.between(0, 2 ** 30) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ name }) => name)
}

/** The provider of SMS is in one trouble at a time. */
function groupOf(fault: string): string {
  return fault.startsWith('the SMS provider') ? 'SMS' : fault
}

function gap(random: Random): number {
  return between(GAP_MS, random.between(0, 1_000) / 1_000)
}
