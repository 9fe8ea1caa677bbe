import type { Context } from 'hono'
import { formatReference, parseReference } from '../../../core/tickets/ticket.ts'
import type { WebEnv } from '../../context/web-env.ts'
import type { View } from './view.ts'

const WITH_REF = ['opened', 'closed', 'reopened'] as const
const WITHOUT_REF = [
  'sent',
  'was_closed',
  'was_open',
  'linked',
  'linked_muted',
  'was_linked',
  'unlinked',
] as const

export type Done = (typeof WITH_REF)[number] | (typeof WITHOUT_REF)[number]

/** The page's words about the form that led to it. The address carries only one of the names above, never a text. */
export function readNotice(c: Context<WebEnv>, { t }: View): string | null {
  const done = c.req.query('done')
  const plain = WITHOUT_REF.find((each) => each === done)
  if (plain) return t(`page-done-${plain}`)
  const number = parseReference(c.req.query('ref') ?? '')
  const named = WITH_REF.find((each) => each === done)
  return named && number !== null ? t(`page-done-${named}`, { ref: formatReference(number) }) : null
}

/** The address of the page to show after a form, with the form's outcome in it. */
export function withNotice(path: string, done: Done, number?: number): string {
  const [page = path, query] = path.split('?')
  const params = new URLSearchParams(query)
  params.set('done', done)
  if (number !== undefined) params.set('ref', formatReference(number))
  return `${page}?${params.toString()}`
}
