import type { FC } from 'hono/jsx'
import type { TicketSort } from '../../../core/tickets/queries.ts'
import { formatReference, type Ticket } from '../../../core/tickets/ticket.ts'
import { Icon } from '../parts/icons.tsx'
import { PriorityMark, Ref, StatusChip, When } from '../parts/marks.tsx'
import { TicketMenu } from '../parts/ticket-menu.tsx'
import type { View } from '../view/view.ts'
import { listHref, type ListQuery } from './query.ts'

const COLUMNS = ['ref', 'title', 'priority', 'category', 'updatedAt', 'status', 'actions'] as const
const SORTABLE: Partial<Record<(typeof COLUMNS)[number], readonly [TicketSort, TicketSort]>> = {
  ref: ['-ref', 'ref'],
  priority: ['priority', '-priority'],
  updatedAt: ['-updatedAt', 'updatedAt'],
}

/** The tickets as a table; a narrow screen shows its rows as cards. */
export const Rows: FC<{ view: View; query: ListQuery; tickets: readonly Ticket[] }> = ({
  view,
  query,
  tickets,
}) => (
  <table class="tickets" role="table">
    <caption class="unseen">{view.t('page-list-title')}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {COLUMNS.map((column) => (
          <Heading view={view} query={query} column={column} />
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {tickets.map((ticket) => (
        <Row view={view} ticket={ticket} />
      ))}
    </tbody>
  </table>
)

const Heading: FC<{ view: View; query: ListQuery; column: (typeof COLUMNS)[number] }> = ({
  view,
  query,
  column,
}) => {
  const word = view.t(`page-list-column-${column}`)
  const [first, second] = SORTABLE[column] ?? []
  if (!first || !second) {
    return (
      <th role="columnheader" scope="col" class={`c-${column}`}>
        {word}
      </th>
    )
  }
  const sorted = query.sort === first ? 'descending' : query.sort === second ? 'ascending' : undefined
  return (
    <th role="columnheader" scope="col" class={`c-${column}`} aria-sort={sorted}>
      <a href={listHref(query, { sort: query.sort === first ? second : first })}>
        {word}
        <Icon name="down" />
      </a>
    </th>
  )
}

const Row: FC<{ view: View; ticket: Ticket }> = ({ view, ticket }) => {
  const { t, date, time, dateTime } = view
  const { number, title, priority, category, updatedAt, status } = ticket
  return (
    <tr role="row">
      <td role="cell" class="c-ref">
        <Ref number={number} />
      </td>
      <td role="cell" class="c-title">
        <a href={`/tickets/${formatReference(number)}`} dir="auto">
          {title}
        </a>
      </td>
      <td role="cell" class="c-priority">
        <PriorityMark view={view} priority={priority} brief />
      </td>
      <td role="cell" class="c-category">
        {t(`ticket-category-${category}`)}
      </td>
      <td role="cell" class="c-updatedAt">
        <When at={updatedAt} text={`${date(updatedAt)} `} exact={dateTime(updatedAt)} ago>
          <small>{t('page-list-time', { time: time(updatedAt) })}</small>
        </When>
      </td>
      <td role="cell" class="c-status">
        <StatusChip view={view} status={status} />
      </td>
      <td role="cell" class="c-actions">
        <TicketMenu view={view} ticket={ticket} withView />
      </td>
    </tr>
  )
}
