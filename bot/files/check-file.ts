import { HttpError } from 'grammy'
import { type ContentCheck, createContentCheck } from '../../core/files/check-content.ts'
import { FILE_MAX_BYTES, isTypicalName } from '../../core/files/file-rules.ts'
import type { TelegramFile } from '../../core/files/attachment.ts'
import type { BotDeps } from '../update/context.ts'
import type { Unit } from '../update/unit.ts'

/** How many characters of a file's name are shown in a sentence. */
export const FILE_NAME_SHOWN = 80

/** So many times a file is fetched to look at it. */
const ATTEMPTS = 3

export type FileProblem = 'type' | 'size'

/**
 * Checks a customer's file by its content, or by its name where Telegram won't hand it out, or never does. Null when it is fine; throws
 * HttpError when it can't be fetched now.
 */
export async function checkFile(
  unit: Pick<Unit, 'wait' | 'attempts'>,
  { openDownload, desk }: Pick<BotDeps, 'openDownload' | 'desk'>,
  file: TelegramFile,
): Promise<FileProblem | null> {
  const { accepted } = desk.files
  if (file.kind === 'photo') return file.size < FILE_MAX_BYTES ? null : 'size'
  if (file.kind !== 'document' && !(isVideo(file) && accepted.types.has('video/mp4'))) return 'type'
  if (file.size >= FILE_MAX_BYTES) return 'size'
  // Rather by its name than never.
  if (unit.attempts >= ATTEMPTS) return isTypicalName(file.name, accepted) ? null : 'type'
  const taken = await unit.wait(async (stopped) => {
    const bytes = await openDownload(file, stopped)
    return bytes
      ? await isTaken(bytes, createContentCheck(file.name, accepted))
      : isTypicalName(file.name, accepted)
  })
  return taken ? null : 'type'
}

/** Telegram makes videos of MP4 documents. Whether they are taken depends on their content, like a document's. */
function isVideo({ kind }: TelegramFile): boolean {
  return kind === 'video' || kind === 'animation'
}

async function isTaken(bytes: AsyncIterable<Uint8Array>, check: ContentCheck): Promise<boolean> {
  try {
    for await (const chunk of bytes) if (!check.push(chunk)) return false
  } catch (error) {
    throw new HttpError('A file broke off on its way from Telegram.', error)
  }
  return check.end() !== null
}
