import type { FC } from 'hono/jsx'
import { TICKET_SORTS } from '../../../core/tickets/queries.ts'
import { Icon } from '../parts/icons.tsx'
import type { View } from '../view/view.ts'
import { type FilterName, FILTERS, isFiltered, listFields, listHref, type ListQuery } from './query.ts'

interface Props {
  readonly view: View
  readonly query: ListQuery
}

/** The search and the filters, in one form, so that each keeps the others. */
export const Filters: FC<Props> = ({ view, query }) => {
  const { t } = view
  return (
    <form class="filters" action="/tickets" role="search">
      <div class="search">
        <Icon name="search" />
        <input
          type="search"
          name="q"
          value={query.q}
          dir="auto"
          maxlength={200}
          aria-label={t('page-list-search')}
          placeholder={t('page-list-search-button')}
        />
        <button class="button quiet small">{t('page-list-search-button')}</button>
      </div>
      <div class="choices">
        {(['status', 'priority', 'category'] as const).map((name) => (
          <Choice view={view} query={query} name={name} />
        ))}
        <label class="sort">
          <span class="unseen">{t('page-list-sort')}</span>
          <select name="sort" data-submit>
            {TICKET_SORTS.map((sort) => (
              <option value={sort} selected={sort === query.sort}>
                {t(`page-list-sort-${sort}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {listFields(query)
        .filter(([name]) => name === 'pageSize')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </form>
  )
}

const Choice: FC<Props & { name: FilterName }> = ({ view, query, name }) => {
  const { t, number } = view
  const chosen: readonly string[] = query[name]
  return (
    <details class="menu choice" data-menu>
      <summary class={chosen.length > 0 ? 'button small chosen' : 'button small'}>
        {t(`page-list-column-${name}`)}
        {chosen.length > 0 && <span class="count">{number(chosen.length)}</span>}
        <Icon name="down" />
      </summary>
      <div class="popup">
        {FILTERS[name].map((value) => (
          <label class="option row">
            <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />
            {wordFor(view, name, value)}
          </label>
        ))}
        <button class="button primary small">{t('page-list-apply')}</button>
      </div>
    </details>
  )
}

/** The filters in use, each with a link that removes it. */
export const ActiveFilters: FC<Props> = ({ view, query }) => {
  const { t } = view
  if (!isFiltered(query)) return null
  const active = [
    ...(query.q === '' ? [] : [{ word: query.q, without: { q: '' } }]),
    ...(['status', 'priority', 'category'] as const).flatMap((name) =>
      query[name].map((value) => ({
        word: wordFor(view, name, value),
        without: { [name]: query[name].filter((each) => each !== value) },
      })),
    ),
  ]
  return (
    <ul class="active">
      {active.map(({ word, without }) => (
        <li>
          <a class="row" href={listHref(query, without)} aria-label={t('page-list-remove', { name: word })}>
            <bdi>{word}</bdi>
            <Icon name="remove" />
          </a>
        </li>
      ))}
      <li>
        <a class="plain" href={listHref(query, { q: '', status: [], priority: [], category: [] })}>
          {t('page-list-clear')}
        </a>
      </li>
    </ul>
  )
}

type Filtered = { [Name in FilterName]: `ticket-${Name}-${(typeof FILTERS)[Name][number]}` }[FilterName]

function wordFor({ t }: View, name: FilterName, value: string): string {
  return t(`ticket-${name}-${value}` as Filtered)
}
