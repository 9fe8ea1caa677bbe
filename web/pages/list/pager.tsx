import type { FC } from 'hono/jsx'
import type { Page } from '../../../core/tickets/queries.ts'
import { Icon } from '../parts/icons.tsx'
import type { View } from '../view/view.ts'
import { listFields, listHref, type ListQuery, PAGE_SIZES } from './query.ts'

interface Props {
  readonly view: View
  readonly query: ListQuery
  readonly page: Page<unknown>
}

/** Says which part of the list is shown, with links to the others. */
export const Pager: FC<Props> = ({ view, query, page: { items, total, page, pageSize } }) => {
  const { t, number } = view
  const before = (page - 1) * pageSize
  const pages = Math.max(1, Math.ceil(total / pageSize))
  return (
    <footer class="pager row">
      <p>
        {items.length === 0
          ? t('page-list-range-none')
          : t('page-list-range', { first: before + 1, last: before + items.length, total })}
      </p>
      <form class="row" action="/tickets">
        {listFields({ ...query, page: 1 })
          .filter(([name]) => name !== 'pageSize')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <select name="pageSize" data-submit aria-label={t('page-list-page-size')}>
          {PAGE_SIZES.map((size) => (
            <option value={size} selected={size === query.pageSize}>
              {t('page-list-rows', { count: size })}
            </option>
          ))}
        </select>
        <button class="button small scriptless">{t('page-list-apply')}</button>
      </form>
      <nav class="row" aria-label={t('page-list-pager')}>
        <Step view={view} query={query} to={page > 1 ? Math.min(page - 1, pages) : null} kind="previous" />
        {pagesAround(page, pages).map((each) =>
          each === null ? (
            <span class="gap">…</span>
          ) : (
            <a
              href={listHref(query, { page: each })}
              aria-current={each === page ? 'page' : undefined}
              aria-label={t('page-list-page', { page: each })}
            >
              {number(each)}
            </a>
          ),
        )}
        <Step view={view} query={query} to={page < pages ? page + 1 : null} kind="next" />
      </nav>
    </footer>
  )
}

const Step: FC<Omit<Props, 'page'> & { to: number | null; kind: 'previous' | 'next' }> = ({
  view: { t },
  query,
  to,
  kind,
}) => {
  const icon = <Icon name="back" class={kind} />
  if (to === null) {
    return (
      <span class="step" aria-disabled="true">
        {icon}
      </span>
    )
  }
  return (
    <a
      class="step"
      href={listHref(query, { page: to })}
      rel={kind === 'next' ? 'next' : 'prev'}
      aria-label={t(`page-list-${kind}`)}
    >
      {icon}
    </a>
  )
}

/** The numbers of the first page, the last, and those around the current one; null for a gap. */
export function pagesAround(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((each) => each >= 1 && each <= pages)
  const shown = [...new Set(near)].toSorted((a, b) => a - b)
  return shown.flatMap((each, at) => {
    const gap = each - (shown[at - 1] ?? 0)
    if (gap > 2) return [null, each]
    return gap === 2 ? [each - 1, each] : [each]
  })
}
