import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { FILE_MAX_BYTES, FILES_MAX } from '../../core/files/file-rules.ts'
import type { Storage } from '../../core/storage/storage.ts'
import type { UploadedFile } from '../../core/files/attachment.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { createFormReader } from './form-reader.ts'
import { receiveFiles } from './receive-files.ts'

/** A multipart form that was read, with its files in storage. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly UploadedFile[]
  /** The SHA-256 of each file, in the order of `files`. */
  readonly digests: readonly string[]
}

interface UploadOptions {
  readonly files: Storage
  /** Called before anything is stored, with the fields before the first file (without files: all). Throws to refuse. */
  readonly before?: (fields: Readonly<Record<string, string>>) => void
}

/** As many files as allowed, and the fields around them. */
const UPLOAD_MAX_BYTES = FILES_MAX * FILE_MAX_BYTES + 1024 * 1024

/**
 * Reads a multipart form, streaming its files (field `files`, repeated) to storage while their content is checked.
 * Throws Problem `invalid_request`, `file_too_large` or `unsupported_file` (with `errors` for each file that can't be
 * taken), `payload_too_large` or `unsupported_media_type`, DeskError `storage_unavailable`, `storage_full` or
 * `storage_quota_exceeded`, and what `before` throws; then no file stays in storage. The caller passes files that end
 * up in no ticket to `files.discard`.
 */
export async function readUpload(
  c: Context<WebEnv>,
  { files, before = () => {} }: UploadOptions,
): Promise<Upload> {
  if (Number(c.req.header('Content-Length')) > UPLOAD_MAX_BYTES) throw new Problem('payload_too_large')
  const received = receiveFiles(files, c.var.actor.organizationId)
  const form = createFormReader(c.req.header('Content-Type') ?? '', { received, before })
  try {
    const fields = await form.read(limited(bodyOf(c)))
    return { fields, ...received.result() }
  } catch (error) {
    await files.discard(received.stored())
    throw error
  }
}

/** Node's own stream where there is one: a web stream would copy each chunk. */
function bodyOf(c: Context<WebEnv>): AsyncIterable<Uint8Array> | null {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  return incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body
}

/** Stops reading a body that is too long, whether or not it states its length. */
async function* limited(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > UPLOAD_MAX_BYTES) throw new Problem('payload_too_large')
    yield chunk
  }
}
