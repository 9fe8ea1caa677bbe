import type { OpenWorld } from '../crash/_open-world.ts'
import { createRandom } from '../crash/_random.ts'
import { createAgent } from './_agent.ts'
import { createApplicant } from './_applicant.ts'
import { createCustomer } from './_customer.ts'
import { createPanelCustomer } from './_panel-customer.ts'
import { createInsistentPanel } from './_panel-user.ts'
import type { Scene } from './_play.ts'
import type { Record } from './_record.ts'
import { createSight } from './_sight.ts'

/** So long somebody waits for the bot before they give up what they were about. */
const PATIENCE = { timeoutMs: 30_000 }
const FIRST_TICKETS = 3
/** A new ticket is opened as often as this. */
const OPENED_EVERY_MS = 6_000
/** So much longer than planned a run may wait for its last answers. */
const LAST_ANSWERS_MS = 120_000

const PANEL_USERS = ['negin', 'hamid', 'parisa', 'kaveh'].map((name, index) => ({
  name,
  mobile: `0912000000${index}`,
}))

/** Everybody who takes part: customers in the group, one who fills in forms, agents, and customers at the panel. */
export function castOf(world: OpenWorld, record: Record, now: () => number, durationMs: number) {
  const startedAt = performance.now()
  const age = () => performance.now() - startedAt
  let over = false
  let leave = () => {}
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(new Error('it is over'))
  })
  left.catch(() => {})
  const scene: Scene = {
    world,
    record,
    sight: createSight(world),
    tickets: [],
    isOver: () => over,
    until: (condition, what) => Promise.race([world.tg.until(condition, { what, ...PATIENCE }), left]),
  }
  const panels = PANEL_USERS.map((user) =>
    createInsistentPanel(world.product.url, user, now, () => age() > durationMs + LAST_ANSWERS_MS),
  )
  const enough = () => FIRST_TICKETS + age() / OPENED_EVERY_MS
  const atPanel = panels.map((panel) => createPanelCustomer(scene, panel, enough))
  const [applicant, ...customers] = world.customers
  if (!applicant) throw new Error('There is no customer.')

  return {
    scene,
    panels,
    patience: PATIENCE,
    actors: [
      createApplicant(scene, applicant),
      ...customers.map((who) => createCustomer(scene, who)),
      ...world.agents.map((who) => createAgent(scene, who)),
      ...atPanel,
    ],
    /** Opens the first tickets, while all is well. */
    async begin(): Promise<void> {
      const random = createRandom(0)
      while (scene.tickets.length < FIRST_TICKETS)
        await Promise.all(atPanel.slice(0, FIRST_TICKETS).map((actor) => actor.step(random)))
    },
    end(): void {
      over = true
      leave()
    },
  }
}
