import type { AttachmentKind } from './attachment.ts'

/** A file is smaller than this. */
export const FILE_MAX_BYTES = 10 * 1024 * 1024
/** Files of one message or description. */
export const FILES_MAX = 10

/** What customers may attach, by what is in it. */
export type FileType = 'image/png' | 'image/jpeg' | 'application/pdf' | 'text/plain'

/** The extensions of each type; the first is the one we give. */
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
  /** Pixels; null where the file is no picture or does not tell. */
  readonly dimensions: Dimensions | null
}

export interface Dimensions {
  readonly width: number
  readonly height: number
}

/**
 * Whether content may go by a name. Signatures speak for themselves; any text could be anything, so it counts as text
 * only where the name doesn't say otherwise.
 */
export function fitsName({ type }: FileContent, name: string): boolean {
  const extension = extensionOf(name)
  return type !== 'text/plain' || extension === '' || EXTENSIONS[type].includes(extension)
}

/** Whether a name is what files of our types are called; all there is to go by where their bytes can't be had. */
export function isTypicalName(name: string): boolean {
  return Object.values(EXTENSIONS).flat().includes(extensionOf(name))
}

/** Whether a name is no more than an extension of our types. */
export function isExtension(name: string): boolean {
  return Object.values(EXTENSIONS).flat().includes(name.toLowerCase())
}

/** The name with an extension of its type. */
export function withExtension(name: string, type: FileType): string {
  const [given = ''] = EXTENSIONS[type]
  return EXTENSIONS[type].includes(extensionOf(name)) ? name : `${name}.${given}`
}

/** Telegram's rules for what it shows as a photo: the sum of the sides, and how long a side may be for the other. */
const PHOTO_MAX_SIDES = 10_000
const PHOTO_MAX_RATIO = 20

/** As what Telegram is to get a file. */
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
