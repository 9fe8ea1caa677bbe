import type { PanelActor } from '../foundation/actor.ts'
import { DeskError } from '../foundation/errors.ts'
import { authorize } from '../policies/access.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import type { PeopleReader } from '../people/reader.ts'
import type { TicketReader } from '../tickets/reader.ts'
import { type Priority, PRIORITIES } from '../tickets/ticket.ts'
import { createMonthOf, type Stretch } from '../calendar/month.ts'
import { type Plan, PLANS, quotaOf } from '../plans/plans.ts'

export interface PlansAndUsage {
  readonly plans: readonly Plan[]
  /** The plan's id as the panel names it; it may be none of `plans`. */
  readonly current: string
  /** The current month. */
  readonly month: Stretch
  /** Tickets opened in it; `left` is null where nothing limits them. */
  readonly usage: readonly {
    readonly priority: Priority
    readonly used: number
    readonly left: number | null
  }[]
}

/** All plans, and what the actor's organization has used of its own plan this month. */
export type ReadPlans = (actor: PanelActor) => Promise<PlansAndUsage>

export interface ReadPlansPorts {
  readonly tickets: TicketReader
  readonly people: PeopleReader
  readonly clock: () => Date
  readonly settings: Pick<DeskSettings, 'timeZone'>
}

/** Builds the use case. Months are the Persian calendar's. It only reports: nothing is refused because of a plan. */
export function createReadPlans({ tickets, people, clock, settings }: ReadPlansPorts): ReadPlans {
  let monthOf: ReturnType<typeof createMonthOf> | undefined

  return async (actor) => {
    authorize(actor, 'read_ticket')
    const organization = await people.organization(actor.organizationId)
    if (!organization) throw new DeskError('not_found')
    monthOf ??= createMonthOf(settings.timeZone)
    const month = monthOf(clock())
    const opened = await tickets.openedWithin(organization.id, month)
    const plan = PLANS.find(({ id }) => id === organization.plan)
    return {
      plans: PLANS,
      current: organization.plan,
      month,
      usage: PRIORITIES.toReversed().map((priority) => {
        const used = opened.get(priority) ?? 0
        const limit = plan ? quotaOf(plan, priority) : null
        return { priority, used, left: limit === null ? null : Math.max(0, limit - used) }
      }),
    }
  }
}
