import { setTimeout as delay } from 'node:timers/promises'
import { readMarks, readPlaces, readRooms, readSms, readTickets } from './_collect.ts'
import type { Stage } from './_fault.ts'
import type { InsistentPanel } from './_panel-user.ts'
import type { Record } from './_record.ts'
import type { Rest } from './_rest.ts'
import { countWaiting, readLinked, readOverBudget, readStuck } from './_rows.ts'
import { MOST_SKEW_MS } from './_time.ts'

const HOUR_MS = 3_600_000
const AUTO_CLOSE_MS = 48 * HOUR_MS
/** Two times of the product's may each be as wrong as its clock was. */
const BLIND_MS = 2 * MOST_SKEW_MS
/** What waits for another attempt has it within five minutes: they pass at once, one step for so long in vain. */
const STEP_MS = 3_000
const STEPS = 8
const LOOK_MS = 100

/** Everything is well again: waits until nothing is left to do, and then until the tickets' hours are over. */
export async function comeToRest(stage: Stage, panels: readonly InsistentPanel[]): Promise<void> {
  const { time, world } = stage
  await stage.caughtUp()
  const given = await untilDone(stage, 0)
  await time.pass(AUTO_CLOSE_MS + BLIND_MS + HOUR_MS)
  const [panel] = panels
  await untilSo(async () => {
    const answer = await panel?.ask<{ total: number }>('GET', '/api/v1/tickets?status=awaiting_customer')
    return answer?.body.total === 0
  }, 5 * STEP_MS)
  await world.tg.settled()
  await untilDone(stage, given)
}

/** Waits until no more than `most` wait; answers with how many still do when there is no more hope. */
async function untilDone({ database, time }: Stage, most: number): Promise<number> {
  for (let step = 0; step < STEPS; step++) {
    if (await untilSo(async () => (await countWaiting(database)) <= most)) return most
    await time.pass(HOUR_MS / 12)
  }
  return await countWaiting(database)
}

/** Whether it is so within a time. */
async function untilSo(look: () => Promise<boolean>, mostMs = STEP_MS): Promise<boolean> {
  const startedAt = performance.now()
  while (!(await look())) {
    if (performance.now() - startedAt > mostMs) return false
    await delay(LOOK_MS)
  }
  return true
}

/** All that is there in the end. */
export async function lookAt(
  { world, database, sms, time }: Stage,
  { said, ordered }: Record,
  panels: readonly InsistentPanel[],
): Promise<Rest> {
  const tickets = await readTickets(world)
  return {
    said,
    ordered,
    tickets,
    shown: readRooms(world),
    marked: readMarks(world),
    linked: await readLinked(database, world.group.id),
    places: readPlaces(world, tickets),
    sms: readSms(sms.taken()),
    smsTo: new Set(panels.map(({ name }) => name)),
    smsExcused: new Set([...sms.refused(), ...(await readOverBudget(database))]),
    stuck: await readStuck(database),
    autoCloseMs: AUTO_CLOSE_MS,
    blindMs: BLIND_MS,
    now: time.now(),
  }
}
