import type { ExtraType } from '../foundation/settings.ts'
import type { AttachmentKind } from './attachment.ts'

/** Every file is smaller than this. */
export const FILE_MAX_BYTES = 10 * 1024 * 1024
/** The most files of one message or description. */
export const FILES_MAX = 10

export const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** The types of each file that can be accepted, told by content, and their extensions; a name without one gets the first. */
const EXTENSIONS = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'csv', 'json', 'yaml', 'yml', 'md', 'conf', 'ini', 'xml', 'sql'],
  'application/zip': ['zip'],
  'application/gzip': ['gz', 'tgz'],
  [`${OFFICE}.wordprocessingml.document`]: ['docx'],
  [`${OFFICE}.spreadsheetml.sheet`]: ['xlsx'],
  [`${OFFICE}.presentationml.presentation`]: ['pptx'],
  'video/mp4': ['mp4'],
  'image/heic': ['heic'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>

export type FileType = keyof typeof EXTENSIONS

/** Types that are accepted everywhere, and the extensions that sentences name; the rest of text goes without saying. */
const BASIC: readonly FileType[] = ['image/png', 'image/jpeg', 'application/pdf', 'text/plain']
const BASIC_NAMED = ['png', 'jpg', 'jpeg', 'pdf', 'txt']

/** Types that have no signature, or hold programs as well: what they are called counts, too. */
const NAMED: ReadonlySet<FileType> = new Set(['text/plain', 'application/zip', 'application/gzip'])

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

/** What may be attached in this installation. */
export interface AcceptedFiles {
  readonly types: ReadonlySet<FileType>
  /** In lower case, without the dot. */
  readonly extensions: readonly string[]
  /** What sentences call them: `PNG`, `JPG` … */
  readonly labels: readonly string[]
}

/** The basic types, and those that the operator adds. */
export function acceptedFiles(extra: readonly ExtraType[]): AcceptedFiles {
  const types = [...BASIC, ...extra.map(typeCalled)]
  return {
    types: new Set(types),
    extensions: types.flatMap((type) => EXTENSIONS[type]),
    labels: [...BASIC_NAMED, ...extra].map((extension) => extension.toUpperCase()),
  }
}

function typeCalled(extension: ExtraType): FileType {
  const found = fileTypes().find((type) => extensionsOf(type).includes(extension))
  if (!found) throw new Error(`No type is called ${extension}`)
  return found
}

function fileTypes(): FileType[] {
  return Object.keys(EXTENSIONS) as FileType[]
}

function extensionsOf(type: FileType): readonly string[] {
  return EXTENSIONS[type]
}

/**
 * Whether a file's content fits its name. Types with a signature fit any name. Plain text has no signature and could
 * be anything (a script, a page), and an archive could be an app, so they need an extension of theirs, or none.
 */
export function fitsName({ type }: FileContent, name: string): boolean {
  const extension = extensionOf(name)
  return !NAMED.has(type) || extension === '' || extensionsOf(type).includes(extension)
}

/** Whether a name has the extension of an accepted type, for files whose bytes can't be had. */
export function isTypicalName(name: string, { extensions }: AcceptedFiles): boolean {
  return extensions.includes(extensionOf(name))
}

/** Whether a name is nothing but the extension of a basic type, such as `pdf`. */
export function isExtension(name: string): boolean {
  return BASIC_NAMED.includes(name.toLowerCase())
}

/** The name, with an extension added where it has none of its type. */
export function withExtension(name: string, type: FileType): string {
  return extensionsOf(type).includes(extensionOf(name)) ? name : `${name}.${EXTENSIONS[type][0]}`
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
export function extensionOf(name: string): string {
  return /[^.]\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
