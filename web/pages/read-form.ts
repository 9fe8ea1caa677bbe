import type { Context } from 'hono'
import type { NewAttachment } from '../../core/tickets/message.ts'
import type { WebEnv } from '../context.ts'
import { checkCsrf, CSRF_FIELD } from '../session/csrf.ts'
import type { View } from './view.ts'

/** A form of ours, read; `faults` says in words what is wrong with its files. */
export interface ReadForm {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly NewAttachment[]
  readonly faults: { readonly files: readonly string[] } | null
}

/** Reads a form with its files. Throws Problem for one that is not ours. */
export async function readForm(c: Context<WebEnv>, _view: View): Promise<ReadForm> {
  const body = await c.req.parseBody()
  checkCsrf(c, body[CSRF_FIELD])
  const fields = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { fields: Object.fromEntries(fields), files: [], faults: null }
}
