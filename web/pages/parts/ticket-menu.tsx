import type { FC } from 'hono/jsx'
import { formatReference, type Ticket } from '../../../core/tickets/ticket.ts'
import type { View } from '../view/view.ts'
import { Icon } from './icons.tsx'

/** The form that the page's reopen buttons send; it stands once in the page. */
export const REOPEN_FORM = 'reopen'

/** The three dots of a ticket and what they hold. Closing asks first: a page does without the script, a dialog with it. */
export const TicketMenu: FC<{ view: View; ticket: Ticket; withView?: boolean }> = ({
  view: { t },
  ticket: { number, status },
  withView,
}) => {
  const ref = formatReference(number)
  return (
    <details class="menu" data-menu>
      <summary class="dots" aria-label={t('page-list-actions', { ref })}>
        <Icon name="dots" />
      </summary>
      <div class="popup">
        {withView && (
          <a class="option row" href={`/tickets/${ref}`}>
            <Icon name="view" />
            {t('page-list-open')}
          </a>
        )}
        {status === 'closed' ? (
          <button class="option row" form={REOPEN_FORM} formaction={`/tickets/${ref}/reopen`}>
            <Icon name="reopen" />
            {t('page-list-reopen')}
          </button>
        ) : (
          <a
            class="option row danger"
            href={`/tickets/${ref}/close`}
            data-confirm={t('ticket-close-ask', { ref })}
            data-title={t('page-close-title')}
          >
            <Icon name="close" />
            {t('page-list-close')}
          </a>
        )}
      </div>
    </details>
  )
}
