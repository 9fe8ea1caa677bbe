import type { Message } from 'grammy/types'
import type { KnownFile } from '../../core/files/reader.ts'
import type { Attachment } from '../../core/files/attachment.ts'
import { StoredFile } from '../telegram/stored-file.ts'
import { attachmentOf } from '../update/content.ts'
import type { ChannelDeps } from './deps.ts'
import { filesOf, type OutgoingFile, type Parcel } from './parcels.ts'

/** Uploads files that Telegram does not have yet. */
export interface Uploads {
  /**
   * Sends parcels. When they need an upload, the two rooms of a ticket take turns, so that it is uploaded once and the
   * second room sends it by the ID that the first one got. `key` is the same for what both rooms get.
   */
  inTurn(key: string, parcels: readonly Parcel[], act: () => Promise<void>): Promise<void>
  /** The parcel with each file by its ID, or with its bytes if Telegram does not have it. */
  equip(parcel: Parcel): Promise<Parcel>
  /** The parcel with the bytes of all its files; null where it has them already, or none are stored. */
  withBytes(parcel: Parcel): Promise<Parcel | null>
  /** The parcel with its pictures as documents, for those that Telegram does not take as photos. */
  asDocuments(parcel: Parcel): Promise<Parcel>
  /** Notes the IDs that Telegram gave to uploaded files. */
  note(parcel: Parcel, sent: readonly Message[]): Promise<void>
}

/** Uploads files as streams from where they are stored. */
export function createUploads({ desk, read, files }: Pick<ChannelDeps, 'desk' | 'read' | 'files'>): Uploads {
  const { attachments } = read
  const turns = new Map<string, Promise<void>>()

  return {
    async inTurn(key, parcels, act) {
      if (filesOf(parcels).every(({ fileId }) => fileId !== null)) return await act()
      const before = turns.get(key) ?? Promise.resolve()
      const turn = before.catch(() => {}).then(act)
      turns.set(key, turn)
      try {
        await turn
      } finally {
        if (turns.get(key) === turn) turns.delete(key)
      }
    },

    async equip(parcel) {
      const lacking = filesOf([parcel]).filter(({ fileId }) => fileId === null)
      if (lacking.length === 0) return parcel
      const known = await attachments.known(lacking.map(({ id }) => id))
      return await replaceFiles(parcel, async (file) => {
        if (file.fileId !== null || file.upload) return file
        const its: KnownFile | undefined = known.get(file.id)
        return its ? { ...file, ...its } : await withUpload(file)
      })
    },

    async withBytes(parcel) {
      if (filesOf([parcel]).some(({ upload }) => upload)) return null
      const equipped = await replaceFiles(parcel, withUpload)
      return filesOf([equipped]).some(({ upload }) => upload) ? equipped : null
    },

    asDocuments: (parcel) =>
      replaceFiles(parcel, async (file) => ({ ...(await withUpload(file)), kind: 'document' })),

    async note(parcel, sent) {
      for (const [at, file] of filesOf([parcel]).entries()) {
        const message = sent[at]
        const taken = file.upload && message ? attachmentOf(message) : null
        if (!taken) continue
        const { kind, fileId, fileUniqueId } = taken
        await desk.files.noteTelegramId(file.id, { kind, fileId, fileUniqueId })
      }
    },
  }

  /** A file whose bytes are not stored stays as it is. */
  async function withUpload(file: Attachment): Promise<OutgoingFile> {
    const bytes = await files.size(file.id)
    if (bytes === null) return file
    return { ...file, upload: new StoredFile(bytes, () => files.read(file.id), file.name) }
  }
}

async function replaceFiles(
  parcel: Parcel,
  replace: (file: OutgoingFile) => Promise<OutgoingFile>,
): Promise<Parcel> {
  switch (parcel.kind) {
    case 'text':
      return parcel
    case 'file':
      return { ...parcel, file: await replace(parcel.file) }
    case 'album':
      return { ...parcel, files: await Promise.all(parcel.files.map(replace)) }
  }
}
