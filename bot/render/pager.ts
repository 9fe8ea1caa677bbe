import type { InlineKeyboardButton } from 'grammy/types'

/** Which page of a list is shown. Pages count from 1; an empty list has one. */
export interface Paging {
  readonly page: number
  readonly pages: number
}

/** The page that was asked for, or the last one where the list has become shorter. */
export function pageAt(asked: number, total: number, pageSize: number): Paging {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  return { page: Math.min(Math.max(1, asked), pages), pages }
}

/**
 * The row of buttons that turn pages; no row for a list of one page. The page to go to stands in the button's data, so
 * that nothing is kept between presses.
 */
export function turnRow(
  { page, pages }: Paging,
  labels: { readonly previous: string; readonly next: string },
  dataOf: (page: number) => string,
): InlineKeyboardButton[][] {
  const row = [
    ...(page > 1 ? [{ text: labels.previous, callback_data: dataOf(page - 1) }] : []),
    ...(page < pages ? [{ text: labels.next, callback_data: dataOf(page + 1) }] : []),
  ]
  return row.length > 0 ? [row] : []
}
