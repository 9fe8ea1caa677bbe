import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import { type Plan, PLAN_IDS, quotaOf, SERVICE_HOURS } from '../../core/plans/plans.ts'
import { PRIORITIES } from '../../core/tickets/ticket.ts'
import type { Translator } from '../../locales/translate.ts'
import type { WebEnv } from '../context/web-env.ts'
import { json } from '../openapi/documents.ts'
import { reads, refusals, UNCHANGED } from '../openapi/operations.ts'

const planSchema = z
  .object({
    id: z.enum(PLAN_IDS),
    name: z.string().describe('In the caller’s language'),
    hours: z
      .enum(SERVICE_HOURS)
      .describe('When response times run: `5x9` is Saturday to Wednesday, 09:00 to 18:00 in Tehran'),
    priorities: z.array(
      z.object({
        priority: z.enum(PRIORITIES),
        offered: z.boolean(),
        responseMinutes: z
          .int()
          .nullable()
          .describe(
            'Until the first response and each following one, in minutes within `hours`; null if not offered',
          ),
        monthlyTickets: z.int().nullable().describe('0 if not offered, null if unlimited'),
      }),
    ),
  })
  .meta({
    id: 'Plan',
    example: {
      id: 'basic',
      name: 'Basic',
      hours: '5x9',
      priorities: [
        { priority: 'low', offered: true, responseMinutes: 2880, monthlyTickets: 30 },
        { priority: 'normal', offered: true, responseMinutes: 1440, monthlyTickets: 10 },
        { priority: 'high', offered: false, responseMinutes: null, monthlyTickets: 0 },
        { priority: 'urgent', offered: false, responseMinutes: null, monthlyTickets: 0 },
        { priority: 'critical', offered: false, responseMinutes: null, monthlyTickets: 0 },
      ],
    },
  })

const usageSchema = z
  .object({
    from: z.iso.datetime().describe('When the month began'),
    to: z.iso.datetime().describe('When the next one begins'),
    priorities: z.array(
      z.object({
        priority: z.enum(PRIORITIES),
        used: z.int().describe('Tickets opened this month, closed ones too'),
        left: z.int().nullable().describe('Never below 0; null if unlimited'),
      }),
    ),
  })
  .meta({
    id: 'PlanUsage',
    example: {
      from: '2026-11-21T20:30:00.000Z',
      to: '2026-12-21T20:30:00.000Z',
      priorities: [
        { priority: 'low', used: 4, left: 26 },
        { priority: 'normal', used: 1, left: 9 },
        { priority: 'high', used: 2, left: 0 },
        { priority: 'urgent', used: 0, left: 0 },
        { priority: 'critical', used: 0, left: 0 },
      ],
    },
  })

const plansSchema = z.object({
  current: z
    .string()
    .describe(
      'The organization’s plan, by the name that the panel gives it. A plan that is not among the items has no limits.',
    ),
  items: z.array(planSchema),
  usage: usageSchema,
})

const listPlans = createRoute({
  ...reads('listPlans', 'Plans', 'List the plans and what is left of one’s own'),
  description:
    'The support plans, which of them the organization has, and how much of it was used this month. Months are those ' +
    'of the Persian (Jalali) calendar in the server’s `TIME_ZONE`, which is Tehran’s unless set otherwise. This only ' +
    'informs, no limit is enforced yet: tickets of every priority can be opened on every plan, also over its quota.',
  method: 'get',
  path: '/plans',
  responses: { 200: json(plansSchema, 'The plans'), ...UNCHANGED, ...refusals() },
})

/** `GET /plans`: all plans, and how much of its own the organization has used. */
export function mountPlans(api: OpenAPIHono<WebEnv>, desk: Desk, { t }: Translator): void {
  api.openapi(listPlans, async (c) => {
    const { plans, current, month, usage } = await desk.plans(c.var.actor)
    const items = plans.map((plan) => ({ ...presentPlan(plan), name: t(c.var.locale, `plan-${plan.id}`) }))
    const { from, to } = month
    return c.json(
      { current, items, usage: { from: from.toISOString(), to: to.toISOString(), priorities: [...usage] } },
      200,
    )
  })
}

/** A plan as the API shows it, from the lowest priority to the highest. */
function presentPlan(plan: Plan) {
  return {
    id: plan.id,
    hours: plan.hours,
    priorities: PRIORITIES.toReversed().map((priority) => {
      const offered = plan.priorities[priority]
      return {
        priority,
        offered: offered !== null,
        responseMinutes: offered?.responseMinutes ?? null,
        monthlyTickets: quotaOf(plan, priority),
      }
    }),
  }
}
