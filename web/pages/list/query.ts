import { TICKET_SORTS, type TicketSort } from '../../../core/tickets/queries.ts'
import { CATEGORIES, PRIORITIES, STATUSES } from '../../../core/tickets/ticket.ts'
import { asciiDigits } from '../../../core/foundation/text.ts'

export const FILTERS = { status: STATUSES, priority: PRIORITIES, category: CATEGORIES } as const
export type FilterName = keyof typeof FILTERS

export const PAGE_SIZES = [10, 25, 50, 100] as const

/** What the list shows, as its address states it. */
export interface ListQuery {
  readonly status: readonly (typeof STATUSES)[number][]
  readonly priority: readonly (typeof PRIORITIES)[number][]
  readonly category: readonly (typeof CATEGORIES)[number][]
  readonly q: string
  readonly sort: TicketSort
  readonly page: number
  readonly pageSize: number
}

const START: ListQuery = {
  status: [],
  priority: [],
  category: [],
  q: '',
  sort: '-updatedAt',
  page: 1,
  pageSize: 10,
}
const Q_MAX = 200
const PAGE_MAX = 1_000_000

/** Reads the address. An invalid value counts as absent. */
export function parseListQuery(params: URLSearchParams): ListQuery {
  const sort = params.get('sort')
  const pageSize = wholeNumber(params.get('pageSize'))
  return {
    status: anyOf(STATUSES, params.getAll('status')),
    priority: anyOf(PRIORITIES, params.getAll('priority')),
    category: anyOf(CATEGORIES, params.getAll('category')),
    q: (params.get('q') ?? '').trim().slice(0, Q_MAX),
    sort: TICKET_SORTS.find((each) => each === sort) ?? START.sort,
    page: Math.min(wholeNumber(params.get('page')) ?? START.page, PAGE_MAX),
    pageSize: PAGE_SIZES.find((each) => each === pageSize) ?? START.pageSize,
  }
}

/** The address of the list with a change made. It starts at the first page, unless the change names one. */
export function listHref(query: ListQuery, change: Partial<ListQuery>): string {
  const params = new URLSearchParams(listFields({ ...query, page: START.page, ...change }))
  return params.size > 0 ? `/tickets?${params.toString()}` : '/tickets'
}

/** The names and values in a query that differ from the default. */
export function listFields(query: ListQuery): [name: string, value: string][] {
  const fields: [string, string][] = (['status', 'priority', 'category'] as const).flatMap((name) =>
    query[name].map((value): [string, string] => [name, value]),
  )
  for (const name of ['q', 'sort', 'page', 'pageSize'] as const) {
    if (query[name] !== START[name]) fields.push([name, String(query[name])])
  }
  return fields
}

/** Whether a search or a filter is in use. */
export function isFiltered({ status, priority, category, q }: ListQuery): boolean {
  return q !== '' || status.length + priority.length + category.length > 0
}

function anyOf<const Value extends string>(values: readonly Value[], given: readonly string[]): Value[] {
  const wanted = new Set(given.flatMap((text) => text.split(',')))
  return values.filter((value) => wanted.has(value))
}

function wholeNumber(text: string | null): number | null {
  const digits = asciiDigits(text ?? '').trim()
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null
}
