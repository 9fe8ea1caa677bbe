import type { FC } from 'hono/jsx'
import { formatReference, type Ticket } from '../../../core/tickets/ticket.ts'
import type { View } from '../view/view.ts'
import { Icon } from './icons.tsx'

/** The id of the form that all reopen buttons of a page submit. */
export const REOPEN_FORM = 'reopen'

/** The menu behind a ticket's three dots. Closing asks first: in a dialog, or without scripts on a page. */
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
