import type { AttachmentKind } from './attachment.ts'

/** Every file is smaller than this. */
export const FILE_MAX_BYTES = 10 * 1024 * 1024
/** The most files of one message or description. */
export const FILES_MAX = 10

/** The types that customers may attach, told by content. */
export type FileType = 'image/png' | 'image/jpeg' | 'application/pdf' | 'text/plain'

/** The extensions of each type; the first is added to names without one. */
const EXTENSIONS: Readonly<Record<FileType, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt'],
}

/** What is wrong with a file. */
export type FileFault = 'empty' | 'too_large' | 'unsupported'

/** What a file's content says it is. */
export interface FileContent {
  readonly type: FileType
  /** In pixels; null where the file is no picture or states no size. */
  readonly dimensions: Dimensions | null
}

export interface Dimensions {
  readonly width: number
  readonly height: number
}

/**
 * Whether a file's content fits its name. Types with a signature fit any name. Plain text has no signature and could
 * be anything (a script, a page), so it needs the extension of text, or none.
 */
export function fitsName({ type }: FileContent, name: string): boolean {
  const extension = extensionOf(name)
  return type !== 'text/plain' || extension === '' || EXTENSIONS[type].includes(extension)
}

/** Whether a name has the extension of an accepted type, for files whose bytes can't be had. */
export function isTypicalName(name: string): boolean {
  return Object.values(EXTENSIONS).flat().includes(extensionOf(name))
}

/** Whether a name is nothing but the extension of an accepted type, such as `pdf`. */
export function isExtension(name: string): boolean {
  return Object.values(EXTENSIONS).flat().includes(name.toLowerCase())
}

/** The name, with an extension added where it has none of its type. */
export function withExtension(name: string, type: FileType): string {
  const [given = ''] = EXTENSIONS[type]
  return EXTENSIONS[type].includes(extensionOf(name)) ? name : `${name}.${given}`
}

/**
 * Telegram's limits for a photo (Bot API, `sendPhoto`): width and height in total, and the ratio of the longer to the
 * shorter.
 */
const PHOTO_MAX_SIDES = 10_000
const PHOTO_MAX_RATIO = 20

/** The kind of attachment that a file is sent to Telegram as. */
export function kindOf({ type, dimensions }: FileContent): AttachmentKind {
  if (!type.startsWith('image/') || !dimensions) return 'document'
  const { width, height } = dimensions
  const shortest = Math.min(width, height)
  const fits =
    shortest > 0 && width + height <= PHOTO_MAX_SIDES && Math.max(width, height) / shortest <= PHOTO_MAX_RATIO
  return fits ? 'photo' : 'document'
}

/** In lower case, without the dot; empty where there is none. */
function extensionOf(name: string): string {
  return /[^.]\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
