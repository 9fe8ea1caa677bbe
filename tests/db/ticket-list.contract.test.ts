import { beforeAll, describe, expect, test } from 'vitest'
import { TICKET_SORTS, type TicketFilter } from '../../core/tickets/queries.ts'
import { CATEGORIES, PRIORITIES, STATUSES, type Ticket } from '../../core/tickets/ticket.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { open, START } from './_world.ts'

describe.each(databases())('lists of tickets on $name', (database) => {
  let stores: Stores
  const all: Ticket[] = []
  beforeAll(async () => {
    ;({ stores } = await database.open())
    for (let index = 0; index < 40; index++) {
      const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000)
      all.push(
        await open(stores, {
          organizationId: index % 4 === 0 ? 'other' : 'testco',
          status: STATUSES[index % 4] ?? 'closed',
          priority: PRIORITIES[index % 5] ?? 'low',
          category: CATEGORIES[index % 3] ?? 'sales',
          createdAt: at(index % 7),
          updatedAt: at((index * 7) % 20),
        }),
      )
    }
  })

  const list = (filter: Partial<TicketFilter>) => stores.tickets.list({ page: 1, pageSize: 100, ...filter })
  const numbers = async (filter: Partial<TicketFilter>) =>
    (await list(filter)).items.map(({ number }) => number)

  test.each([
    [{ organizationId: 'testco' }],
    [{ organizationId: 'nobody' }],
    [{ status: ['closed'] }],
    [{ status: [], priority: [] }],
    [{ status: ['awaiting_response', 'in_progress'], priority: ['low', 'critical'] }],
    [{ organizationId: 'testco', category: ['sales', 'technical'], status: ['awaiting_customer'] }],
  ] satisfies [Partial<TicketFilter>][])('%o', async (filter: Partial<TicketFilter>) => {
    const fits = (values: readonly string[] | undefined, value: string) =>
      !values?.length || values.includes(value)
    const expected = all.filter(
      (ticket) =>
        fits(filter.organizationId === undefined ? [] : [filter.organizationId], ticket.organizationId) &&
        fits(filter.status, ticket.status) &&
        fits(filter.priority, ticket.priority) &&
        fits(filter.category, ticket.category),
    )
    const { items, total } = await list(filter)
    expect(total).toBe(expected.length)
    expect(new Set(items)).toEqual(new Set(expected))
  })

  test.each(TICKET_SORTS)('sorted by %s, the same from page to page', async (sort) => {
    const whole = await numbers({ sort })
    const pages: number[] = []
    for (let page = 1; page <= 6; page++) pages.push(...(await numbers({ sort, page, pageSize: 7 })))
    expect(pages).toEqual(whole)
    expect(new Set(whole).size).toBe(all.length)

    const keyOf = (number: number) => {
      const ticket = all.find((each) => each.number === number)
      if (!ticket) throw new Error(`No ticket ${number}.`)
      const keys = {
        updatedAt: ticket.updatedAt.getTime(),
        createdAt: ticket.createdAt.getTime(),
        ref: number,
        priority: PRIORITIES.indexOf(ticket.priority),
      }
      return keys[sort.replace('-', '') as keyof typeof keys] * (sort.startsWith('-') ? -1 : 1)
    }
    const keys = whole.map(keyOf)
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
  })

  test('newest activity first without a sort', async () => {
    expect(await numbers({})).toEqual(await numbers({ sort: '-updatedAt' }))
  })
})
