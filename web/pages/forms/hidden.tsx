import { randomUUID } from 'node:crypto'
import type { FC } from 'hono/jsx'
import type { SignedInView } from '../view/view.ts'

/** The field with the key by which a form that is sent twice counts once. */
export const KEY_FIELD = '_key'

/** The hidden fields at the start of every form. A form that creates something takes `once`: true, or the key it had. */
export const Hidden: FC<{ view: SignedInView; once?: string | true }> = ({ view, once }) => (
  <>
    <input type="hidden" name="_csrf" value={view.csrf} />
    {once !== undefined && (
      <input type="hidden" name={KEY_FIELD} value={once === true ? randomUUID() : once} />
    )}
  </>
)
