import type { FC } from 'hono/jsx'
import { formatReference, type HistoryEntry } from '../../../core/tickets/ticket.ts'
import { StatusChip, When } from '../parts/marks.tsx'
import type { View } from '../view/view.ts'
import { MessageLine } from './message.tsx'
import type { ReadStretch } from './read-stretch.ts'
import type { Line } from './timeline.ts'

interface Props {
  readonly view: View
  readonly number: number
  readonly lines: readonly Line[]
  readonly stretch: ReadStretch
}

/** The messages of a ticket and its changes of status, with links to older and newer ones. */
export const Conversation: FC<Props> = ({ view, number, lines, stretch: { older, newer } }) => {
  const { t, date } = view
  const path = `/tickets/${formatReference(number)}`
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={t('page-ticket-conversation')}>
      <div class="lines">
        {older !== null && (
          <a class="button small more" href={`${path}?page=${older}`}>
            {t('page-ticket-older')}
          </a>
        )}
        <ol>
          {lines.map((line) => {
            switch (line.kind) {
              case 'day':
                return (
                  <li class="day row dim">
                    <When at={line.at} text={date(line.at)} />
                  </li>
                )
              case 'event':
                return <EventLine view={view} entry={line.entry} isShown={line.isShown} />
              case 'message':
                return <MessageLine view={view} said={line.said} follows={line.follows} />
            }
          })}
        </ol>
        {newer && (
          <a class="button small more" href={newer.page === null ? path : `${path}?page=${newer.page}`}>
            {t('page-ticket-newer')}
          </a>
        )}
      </div>
    </div>
  )
}

const EventLine: FC<{ view: View; entry: HistoryEntry; isShown: boolean }> = ({
  view,
  entry: { at, to, by, cause },
  isShown,
}) => (
  <li class="event row dim">
    {!isShown && <span>{eventWords(view, cause, by.name || view.t('page-ticket-nameless'))}</span>}
    <StatusChip view={view} status={to} />
    <When at={at} text={view.time(at)} exact={view.dateTime(at)} />
  </li>
)

function eventWords({ t }: View, cause: HistoryEntry['cause'], name: string): string {
  switch (cause) {
    case 'agent_message':
    case 'no_reply':
      return t(`page-event-${cause}`)
    case 'created':
    case 'taken':
    case 'customer_message':
    case 'closed_by_customer':
    case 'closed_by_agent':
    case 'reopened_by_customer':
    case 'reopened_by_agent':
      return t(`page-event-${cause}`, { name })
  }
}
