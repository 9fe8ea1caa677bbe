import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { SignedInView } from '../view/view.ts'

/** The field whose value makes a form that is sent twice count once. */
export const KEY_FIELD = '_key'

/** What stands first in every form; `once` for those that create something. */
export const Hidden: FC<{ view: SignedInView; once?: string | true }> = ({ view, once }) => (
  <>
    <input type="hidden" name="_csrf" value={view.csrf} />
    {once !== undefined && (
      <input type="hidden" name={KEY_FIELD} value={once === true ? randomUUID() : once} />
    )}
  </>
)
