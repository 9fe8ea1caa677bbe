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
/** What waits for another attempt has it within five minutes: they pass at once, each time so long went by in vain. */
const BACKOFF_MS = HOUR_MS / 12
const IN_VAIN_MS = 3_000
const TIMES_IN_VAIN = 6
const LOOK_MS = 100

/** Everything is well again: waits until nothing is left to do, and then until the tickets' hours are over. */
export async function comeToRest(stage: Stage, panels: readonly InsistentPanel[]): Promise<void> {
  const { database, time, world } = stage
  const left = () => countWaiting(database)
  await stage.caughtUp()
  await untilGone(left, time)
  await time.pass(AUTO_CLOSE_MS + BLIND_MS + HOUR_MS)
  await untilGone(async () => {
    const answer = await panels[0]?.ask<{ total: number }>('GET', '/api/v1/tickets?status=awaiting_customer')
    return answer?.body.total ?? 0
  }, time)
  await world.tg.settled()
  await untilGone(left, time)
}

/** Waits until none is left, or as long as they become fewer: a busy machine takes its time. */
async function untilGone(count: () => Promise<number>, time: Stage['time']): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY
  let since = performance.now()
  for (let inVain = 0; inVain < TIMES_IN_VAIN;) {
    const left = await count()
    if (left === 0) return
    if (left < fewest) {
      fewest = left
      since = performance.now()
      inVain = 0
    } else if (performance.now() - since > IN_VAIN_MS) {
      since = performance.now()
      inVain++
      await time.pass(BACKOFF_MS)
    }
    await delay(LOOK_MS)
  }
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
