import type { FC } from 'hono/jsx'
import type { Page } from '../../../core/tickets/queries.ts'
import type { Ticket } from '../../../core/tickets/ticket.ts'
import { Hidden } from '../forms/hidden.tsx'
import { Icon } from '../parts/icons.tsx'
import { Shell } from '../parts/shell.tsx'
import { REOPEN_FORM } from '../parts/ticket-menu.tsx'
import type { SignedInView } from '../view/view.ts'
import { ActiveFilters, Filters } from './filters.tsx'
import { Pager } from './pager.tsx'
import { isFiltered, listHref, type ListQuery } from './query.ts'
import { Rows } from './rows.tsx'

interface Props {
  readonly view: SignedInView
  readonly query: ListQuery
  readonly page: Page<Ticket>
}

/** The page with the list of the organization's tickets. */
export const ListPage: FC<Props & { notice: string | null }> = ({ view, query, page, notice }) => {
  const { t } = view
  const isEmpty = page.total === 0 && !isFiltered(query)
  return (
    <Shell view={view} title={t('page-list-title')} section="tickets" notice={notice}>
      <section class="card list">
        <header class="list-head row">
          <h1>{t('page-list-title')}</h1>
          {!isEmpty && <Filters view={view} query={query} />}
          <a class="button primary new" href="/tickets/new">
            <Icon name="plus" />
            {t('page-nav-new')}
          </a>
        </header>
        <div id="list" data-live>
          <ActiveFilters view={view} query={query} />
          {page.items.length > 0 ? (
            <Rows view={view} query={query} tickets={page.items} />
          ) : (
            <Nothing view={view} query={query} page={page} />
          )}
          {!isEmpty && <Pager view={view} query={query} page={page} />}
        </div>
        <form id={REOPEN_FORM} method="post">
          <Hidden view={view} />
        </form>
      </section>
    </Shell>
  )
}

const Nothing: FC<Props> = ({ view: { t }, query, page }) => {
  const kind = page.total > 0 ? 'beyond' : isFiltered(query) ? 'nothing' : 'empty'
  return (
    <div class="empty">
      <Icon name="inbox" />
      <h2>{t(`page-list-${kind}-title`)}</h2>
      <p>{t(`page-list-${kind}-text`)}</p>
      <p class="buttons">
        {kind === 'empty' && (
          <>
            <a class="button primary" href="/tickets/new">
              <Icon name="plus" />
              {t('page-nav-new')}
            </a>
            <a class="button" href="/telegram">
              {t('page-list-empty-telegram')}
            </a>
          </>
        )}
        {kind === 'nothing' && (
          <a class="button" href="/tickets">
            {t('page-list-clear')}
          </a>
        )}
        {kind === 'beyond' && (
          <a class="button" href={listHref(query, { page: 1 })}>
            {t('page-list-first')}
          </a>
        )}
      </p>
    </div>
  )
}
