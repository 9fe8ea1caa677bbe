import type { Context } from 'hono'
import { FILES_MAX } from '../../../core/files/file-rules.ts'
import type { Storage } from '../../../core/storage/storage.ts'
import type { UploadedFile } from '../../../core/files/attachment.ts'
import type { WebEnv } from '../../context/web-env.ts'
import { DeskError } from '../../../core/foundation/errors.ts'
import { toProblem } from '../../problems/to-problem.ts'
import { type FieldError, Problem } from '../../problems/problem.ts'
import { awaitsCsrf, checkCsrf, CSRF_FIELD } from '../../session/csrf.ts'
import { isForm } from '../../uploads/read-content.ts'
import { readUpload } from '../../uploads/read-upload.ts'
import type { View } from '../view/view.ts'

/** What a page's form holds. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly UploadedFile[]
  /** Equal for two forms with the same files. */
  readonly fingerprint: unknown
  /** Set if the files, or the form as a whole, can't be taken; then no file is kept. */
  readonly refused: Refusal | null
}

export interface Refusal {
  readonly part: 'files' | 'form'
  readonly faults: readonly string[]
  readonly status: Problem['status']
}

/**
 * Reads a form that may hold files, passes it to `use`, and then drops those of its files that belong to no ticket. A
 * form with the token of an earlier session is refused, but what it says is kept, so that its page can show it again.
 * Throws Problem for a form that is broken, too large as a whole, or from another site.
 */
export async function withForm(
  c: Context<WebEnv>,
  files: Storage,
  view: View,
  use: (form: Form) => Promise<Response>,
): Promise<Response> {
  if (!isForm(c)) {
    const fields = Object.entries(await c.req.parseBody()).filter(isText)
    return await use({ fields: Object.fromEntries(fields), files: [], fingerprint: [], refused: null })
  }
  let seen: Readonly<Record<string, string>> | null = null
  const before = (fields: Readonly<Record<string, string>>) => {
    seen = fields
    if (awaitsCsrf(c)) checkCsrf(c, fields[CSRF_FIELD])
  }
  const read = await readUpload(c, { files, before }).catch((error: unknown) => {
    const refused =
      error instanceof DeskError || error instanceof Problem ? refusalOf(view, toProblem(error)) : null
    if (!seen || !refused) throw error
    return { fields: seen, files: [], digests: [], refused }
  })
  try {
    const fingerprint = read.files.map(({ name }, at) => [name, read.digests[at]])
    return await use({ refused: null, ...read, fingerprint })
  } finally {
    await files.discard(read.files)
  }
}

/** Says what a person can do about it; null for a fault that a form of these pages does not have. */
function refusalOf(view: View, { code, status, errors = [] }: Problem): Refusal | null {
  if (code === 'forbidden') return { part: 'form', faults: [view.t('page-form-renewed')], status }
  if (code === 'storage_full' || code === 'storage_quota_exceeded')
    return { part: 'files', faults: [view.t(`refusal-${code}`)], status }
  const faults = errors.map((each) => faultWords(view, each))
  if (faults.length === 0 || faults.includes(null)) return null
  return { part: 'files', faults: faults.filter((each) => each !== null), status }
}

function faultWords({ t }: View, error: FieldError): string | null {
  switch (error.code) {
    case 'file_too_large':
      return t('page-files-size', { name: error.name })
    case 'unsupported_file':
      return t('page-files-content', { name: error.name })
    case 'empty_file':
      return t('page-files-empty', { name: error.name })
    case 'too_many_files':
      return t('page-files-count', { count: FILES_MAX })
    case 'required':
    case 'empty':
    case 'invalid':
    case 'invalid_group_id':
    case 'too_long':
    case 'not_allowed':
      return null
  }
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}
