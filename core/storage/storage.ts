import { type AcceptedFiles, acceptedFiles } from '../files/file-rules.ts'
import type { FetchFile } from '../files/fetch-file.ts'
import type { AttachmentStore, FileStore } from '../files/ports.ts'
import type { KnownFile } from '../files/reader.ts'
import { createFetchFiles, type FetchFiles } from './fetch-files.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import { createRoom, type RoomPorts } from './room.ts'
import { createUploads, type Uploads } from './uploads.ts'

export interface FilePorts extends RoomPorts {
  readonly attachments: AttachmentStore
  readonly files: FileStore
  readonly fetchFile: FetchFile
  readonly clock: () => Date
}

/** The use cases on files: uploading, fetching from Telegram, and opening. */
export interface Storage extends Uploads {
  /** What may be attached here. */
  readonly accepted: AcceptedFiles
  readonly open: OpenFile
  /** Fetches Telegram's files that are due into storage. */
  readonly fetchDue: FetchFiles['runOnce']
  /** Stores Telegram's ids of a file that it was sent, so that its bytes are sent there only once. */
  noteTelegramId(id: string, file: KnownFile): Promise<void>
}

/** Gathers the use cases of files. */
export function createStorage(ports: FilePorts): Storage {
  const room = createRoom(ports)
  const accepted = acceptedFiles(ports.settings.attachmentTypes)
  const fetchFiles = createFetchFiles(ports, room)
  return {
    accepted,
    ...createUploads({ ...ports, accepted }, room),
    open: createOpenFile(ports, fetchFiles),
    fetchDue: fetchFiles.runOnce,
    noteTelegramId: ports.attachments.saveKnown,
  }
}
