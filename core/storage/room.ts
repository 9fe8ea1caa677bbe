import { DeskError } from '../foundation/errors.ts'
import type { DeskSettings } from '../foundation/settings.ts'
import { FILE_MAX_BYTES } from '../files/file-rules.ts'
import type { AttachmentStore, FileStore } from '../files/ports.ts'

/** What files may take: of the disk all but a reserve, of that each organization its quota. */
export interface Room {
  /** Whether the disk has no more than its reserve left. */
  isLow(): Promise<boolean>
  /** Begins to count a file. Throws DeskError `storage_full`. */
  claim(organizationId: string): Promise<Claim>
}

/** The bytes of one file while they belong to no ticket. */
export interface Claim {
  /** The bytes as they pass. Throws DeskError `storage_quota_exceeded` at the first that is too many. */
  count(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>
  /** Gives them up, or over to the ticket that they have joined. */
  release(): void
}

export interface RoomPorts {
  readonly attachments: Pick<AttachmentStore, 'usedBy'>
  readonly files: Pick<FileStore, 'free'>
  readonly settings: Pick<DeskSettings, 'attachmentQuota' | 'minFreeDisk' | 'attachmentTypes'>
}

/** Counts what is on its way beside what is stored: many at once must not take more than one after the other. */
export function createRoom({ attachments, files, settings }: RoomPorts): Room {
  const claimed = new Map<string, number>()
  let coming = 0

  async function isLow(): Promise<boolean> {
    return (await files.free()) - coming * FILE_MAX_BYTES < settings.minFreeDisk
  }

  return {
    isLow,
    async claim(organizationId) {
      if (await isLow()) throw new DeskError('storage_full')
      let own = 0
      return {
        async *count(bytes) {
          coming++
          try {
            const used = await attachments.usedBy(organizationId)
            for await (const chunk of bytes) {
              own += chunk.length
              add(organizationId, chunk.length)
              refuseOver(used)
              yield chunk
            }
            // Others may have joined their tickets meanwhile, and are claimed no more.
            refuseOver(await attachments.usedBy(organizationId))
          } finally {
            coming--
          }
        },
        release,
      }

      /** What is refused makes room at once, so that of many not all are refused. */
      function refuseOver(used: number): void {
        if (used + (claimed.get(organizationId) ?? 0) <= settings.attachmentQuota) return
        release()
        throw new DeskError('storage_quota_exceeded')
      }

      function release(): void {
        add(organizationId, -own)
        own = 0
      }
    },
  }

  function add(organizationId: string, bytes: number): void {
    const left = (claimed.get(organizationId) ?? 0) + bytes
    if (left === 0) claimed.delete(organizationId)
    else claimed.set(organizationId, left)
  }
}
