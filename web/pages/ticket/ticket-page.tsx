import type { FC } from 'hono/jsx'
import type { Attachment } from '../../../core/files/attachment.ts'
import { formatReference, type HistoryEntry, type Ticket } from '../../../core/tickets/ticket.ts'
import { Hidden } from '../forms/hidden.tsx'
import { Icon } from '../parts/icons.tsx'
import { Ref, StatusChip } from '../parts/marks.tsx'
import { Shell } from '../parts/shell.tsx'
import { REOPEN_FORM, TicketMenu } from '../parts/ticket-menu.tsx'
import type { SignedInView } from '../view/view.ts'
import { MessageForm, type Attempt } from './message-form.tsx'
import { Conversation } from './conversation.tsx'
import { Details } from './details.tsx'
import type { ReadStretch } from './read-stretch.ts'
import { createTimeline } from './timeline.ts'

interface Props {
  readonly view: SignedInView
  readonly ticket: Ticket
  readonly files: readonly Attachment[]
  readonly history: readonly HistoryEntry[]
  readonly stretch: ReadStretch
  readonly attempt?: Attempt
  readonly notice: string | null
}

/** The page of one ticket: its conversation, its details, and the form for a message. */
export const TicketPage: FC<Props> = ({ view, ticket, files, history, stretch, attempt, notice }) => {
  const { t, date, dateTime } = view
  const { number, title, status, autoCloseAt } = ticket
  const ref = formatReference(number)
  const lines = createTimeline({ ticket, files, history }, stretch, date)
  const shared = [...files, ...stretch.messages.flatMap(({ attachments }) => attachments)]
  return (
    <Shell view={view} title={t('page-ticket-title', { ref, title })} section={null} notice={notice}>
      <div class="ticket" data-ticket={ref}>
        <header class="ticket-head row">
          <a class="dots" href="/tickets" aria-label={t('page-back')}>
            <Icon name="back" class="previous" />
          </a>
          <h1>
            <span class="dim">
              <Ref number={number} />
            </span>{' '}
            <span dir="auto">{title}</span>
          </h1>
          <div id="state" class="row" data-live>
            <StatusChip view={view} status={status} />
            <a class="to-details dim" href="#details">
              {t('page-ticket-details')}
            </a>
            <TicketMenu view={view} ticket={ticket} />
          </div>
        </header>
        <div class="card conversation">
          <div id="conversation" data-live>
            <Conversation view={view} number={number} lines={lines} stretch={stretch} />
          </div>
          <div id="write" data-live={status === 'closed' ? 'closed' : 'open'}>
            {autoCloseAt && <p class="dim">{t('page-ticket-auto-close', { at: dateTime(autoCloseAt) })}</p>}
            <MessageForm view={view} ticket={ticket} attempt={attempt ?? null} />
          </div>
        </div>
        <Details view={view} ticket={ticket} files={shared} />
      </div>
      <form id={REOPEN_FORM} method="post">
        <Hidden view={view} />
      </form>
    </Shell>
  )
}
