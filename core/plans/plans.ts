import { z } from 'zod'
import { type Priority, PRIORITIES } from '../tickets/ticket.ts'

export const PLAN_IDS = ['basic', 'medium', 'large', 'professional'] as const

/** `5x9` is Saturday to Wednesday, 09:00 to 18:00 in Tehran; `24x7` is always. */
export const SERVICE_HOURS = ['5x9', '24x7'] as const

const termsSchema = z.object({
  /** For the first response and for each next one, in minutes of the plan's hours. */
  responseMinutes: z.int().positive(),
  /** Tickets a month; null is unlimited. */
  monthlyTickets: z.int().positive().nullable(),
})

/** A support plan as data; a priority that is null is not offered. */
const planSchema = z.object({
  id: z.enum(PLAN_IDS),
  hours: z.enum(SERVICE_HOURS),
  priorities: z.record(z.enum(PRIORITIES), termsSchema.nullable()),
})

export type Plan = Readonly<z.output<typeof planSchema>>

const HOUR = 60

/** The plans as the company sells them. */
export const PLANS: readonly Plan[] = z.array(planSchema).parse([
  {
    id: 'basic',
    hours: '5x9',
    priorities: {
      low: terms(48 * HOUR, 30),
      normal: terms(24 * HOUR, 10),
      high: null,
      urgent: null,
      critical: null,
    },
  },
  {
    id: 'medium',
    hours: '5x9',
    priorities: {
      low: terms(48 * HOUR),
      normal: terms(12 * HOUR),
      high: terms(8 * HOUR, 10),
      urgent: terms(2 * HOUR, 3),
      critical: null,
    },
  },
  {
    id: 'large',
    hours: '24x7',
    priorities: {
      low: terms(24 * HOUR),
      normal: terms(12 * HOUR),
      high: terms(8 * HOUR, 15),
      urgent: terms(2 * HOUR, 5),
      critical: terms(30, 2),
    },
  },
  {
    id: 'professional',
    hours: '24x7',
    priorities: {
      low: terms(24 * HOUR),
      normal: terms(4 * HOUR),
      high: terms(4 * HOUR),
      urgent: terms(HOUR, 30),
      critical: terms(30, 10),
    },
  },
])

function terms(responseMinutes: number, monthlyTickets: number | null = null) {
  return { responseMinutes, monthlyTickets }
}

/** How many tickets of a priority a plan has in a month: 0 where it is not offered, null without a limit. */
export function quotaOf(plan: Plan, priority: Priority): number | null {
  const offered = plan.priorities[priority]
  return offered ? offered.monthlyTickets : 0
}
