import type { Child, FC } from 'hono/jsx'
import type { Attachment } from '../../../core/files/attachment.ts'
import type { Ticket } from '../../../core/tickets/ticket.ts'
import { FileCard } from '../parts/files.tsx'
import { Icon } from '../parts/icons.tsx'
import { PriorityMark, Ref, StatusChip, When } from '../parts/marks.tsx'
import type { View } from '../view/view.ts'

/** The ticket's details and its files, beside the conversation. */
export const Details: FC<{ view: View; ticket: Ticket; files: readonly Attachment[] }> = ({
  view,
  ticket,
  files,
}) => {
  const { t } = view
  const { number, title, category, createdAt, updatedAt, priority, status, assignee, creator, source } =
    ticket
  const facts: [string, Child, wide?: boolean][] = [
    [t('page-ticket-ref'), <Ref number={number} />],
    [t('page-list-column-status'), <StatusChip view={view} status={status} />],
    [t('page-new-field-title'), <span dir="auto">{title}</span>, true],
    [t('page-new-field-category'), t(`ticket-category-${category}`)],
    [t('page-new-field-priority'), <PriorityMark view={view} priority={priority} />],
    [t('page-ticket-created'), <Moment view={view} at={createdAt} />],
    [t('page-ticket-updated'), <Moment view={view} at={updatedAt} />],
    [t('page-ticket-creator'), <bdi>{creator.name || t('page-ticket-nameless')}</bdi>],
    [t('page-ticket-source'), t(`page-ticket-source-${source}`)],
    [t('page-ticket-assignee'), assignee ? <bdi>{assignee.name}</bdi> : t('page-ticket-assignee-none'), true],
  ]
  return (
    <aside id="details" class="side" tabindex={0} data-live aria-label={t('page-ticket-details')}>
      <section class="card">
        <dl class="facts">
          {facts.map(([name, value, wide]) => (
            <div class={wide ? 'wide' : undefined}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section class="card shared">
        <h2>{t('page-ticket-files')}</h2>
        {files.length > 0 ? (
          <ul class="files">
            {files.map((file) => (
              <li>
                <FileCard view={view} file={file} />
              </li>
            ))}
          </ul>
        ) : (
          <div class="empty small">
            <Icon name="file" />
            <h3>{t('page-ticket-files-empty')}</h3>
            <p>{t('page-ticket-files-empty-text')}</p>
          </div>
        )}
      </section>
    </aside>
  )
}

const Moment: FC<{ view: View; at: Date }> = ({ view: { t, date, time }, at }) => (
  <>
    <When at={at} text={date(at)} /> <small>{t('page-list-time', { time: time(at) })}</small>
  </>
)
