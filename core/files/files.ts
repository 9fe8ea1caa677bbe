import type { Ports } from '../ports.ts'
import { createFetchFiles, type FetchFiles } from './fetch-files.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import { createUploads, type Uploads } from './uploads.ts'

/** Everything about files: in by upload, in from Telegram, and out. */
export interface Files extends Uploads {
  readonly open: OpenFile
  /** Fetches Telegram's files that are due into storage. */
  readonly fetchDue: FetchFiles['runOnce']
}

/** Gathers the use cases of files. */
export function createFiles(ports: Ports): Files {
  const fetchFiles = createFetchFiles(ports)
  return {
    ...createUploads(ports),
    open: createOpenFile(ports, fetchFiles),
    fetchDue: fetchFiles.runOnce,
  }
}
