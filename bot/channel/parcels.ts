import type { Attachment, AttachmentKind } from '../../core/files/attachment.ts'
import { isVisible } from '../../core/foundation/text.ts'
import { CAPTION_MAX, splitPages } from '../render/split.ts'
import type { Rich, RichText } from '../telegram/rich.ts'
import type { StoredFile } from '../telegram/stored-file.ts'

/** What goes out with one call. */
export type Parcel = TextParcel | FileParcel | AlbumParcel

export interface TextParcel {
  readonly kind: 'text'
  readonly role: ParcelRole
  readonly content: Rich
}

export interface FileParcel {
  readonly kind: 'file'
  readonly role: ParcelRole
  readonly file: OutgoingFile
  readonly caption: RichText | null
}

export interface AlbumParcel {
  readonly kind: 'album'
  readonly role: ParcelRole
  /** 2 to 10 of kinds that may go together. */
  readonly files: readonly OutgoingFile[]
  readonly caption: RichText | null
}

/** A file to be sent by Telegram's ID, or with its bytes. */
export type OutgoingFile = Attachment & { readonly upload?: StoredFile }

/** What its message is to the ticket: `copy` carries the text of a message, or a page of it; `header` does not. */
type ParcelRole = 'copy' | 'header' | 'notice' | 'card'

const ALBUM_MAX = 10

/** Which kinds may share an album (sendMediaGroup); the others go one by one. */
const ALBUM_OF: Readonly<Record<AttachmentKind, 'visual' | 'document' | 'audio' | null>> = {
  photo: 'visual',
  video: 'visual',
  document: 'document',
  audio: 'audio',
  animation: null,
  voice: null,
  video_note: null,
  sticker: null,
}

/**
 * Packs a text and files into as few calls as Telegram allows, without leaving anything out. The text is the caption of
 * the first files if it fits; if not, `header` is, and the text follows.
 */
export function pack(content: RichText, header: RichText, files: readonly Attachment[]): Parcel[] {
  const [first, ...others] = stacks(files)
  if (!first) return textParcels(content)
  if (!takesCaption(first))
    return [
      ...textParcels(content),
      ...fileParcels(first, null),
      ...others.flatMap((stack) => fileParcels(stack, null)),
    ]
  const fits = content.text.length <= CAPTION_MAX
  const media = [
    ...fileParcels(first, fits ? content : header, fits ? 'copy' : 'header'),
    ...others.flatMap((stack) => fileParcels(stack, null)),
  ]
  return fits ? media : [...media, ...textParcels(content)]
}

/** The pages of a text. A page without a visible character is left out: Telegram refuses it. */
export function textParcels(content: RichText, role: ParcelRole = 'copy'): TextParcel[] {
  return splitPages(content)
    .filter(({ text }) => isVisible(text))
    .map((page) => ({ kind: 'text', role, content: page }))
}

/** A parcel in as many as it takes for none to bring more than so many bytes; a file is never cut. */
export function cutByBytes(parcel: Parcel, most: number): Parcel[] {
  if (parcel.kind !== 'album') return [parcel]
  const parts: OutgoingFile[][] = []
  let bytes = 0
  for (const file of parcel.files) {
    const size = file.upload?.bytes ?? 0
    bytes += size
    if (parts.length > 0 && bytes <= most) parts.at(-1)?.push(file)
    else {
      parts.push([file])
      bytes = size
    }
  }
  if (parts.length < 2) return [parcel]
  const [first = [], ...others] = parts
  return [
    ...fileParcels(first, parcel.caption, parcel.role),
    ...others.flatMap((files) => fileParcels(files, null)),
  ]
}

/** What is left of a parcel after its first so many messages. */
export function restOf(parcel: Parcel, done: number): Parcel[] {
  if (done === 0) return [parcel]
  return parcel.kind === 'album' ? fileParcels(parcel.files.slice(done), null) : []
}

/** How many messages a parcel becomes. */
export function messagesOf(parcel: Parcel): number {
  return parcel.kind === 'album' ? parcel.files.length : 1
}

function fileParcels(
  files: readonly OutgoingFile[],
  caption: RichText | null,
  role: ParcelRole = 'header',
): Parcel[] {
  const [file, ...rest] = files
  if (!file) return []
  return [rest.length === 0 ? { kind: 'file', role, file, caption } : { kind: 'album', role, files, caption }]
}

/** Files by what can go together. Stacks that can carry a caption come first. */
function stacks(files: readonly Attachment[]): Attachment[][] {
  const made: Attachment[][] = []
  for (const file of files) {
    const album = ALBUM_OF[file.kind]
    const open =
      album &&
      made.find(([other, ...rest]) => other && ALBUM_OF[other.kind] === album && rest.length + 1 < ALBUM_MAX)
    if (open) open.push(file)
    else made.push([file])
  }
  return made.toSorted((a, b) => Number(takesCaption(b)) - Number(takesCaption(a)))
}

function takesCaption([file]: readonly Attachment[]): boolean {
  return file !== undefined && file.kind !== 'sticker' && file.kind !== 'video_note'
}

/** The files in parcels. */
export function filesOf(parcels: readonly Parcel[]): OutgoingFile[] {
  return parcels.flatMap((parcel): readonly OutgoingFile[] => {
    if (parcel.kind === 'text') return []
    return parcel.kind === 'file' ? [parcel.file] : parcel.files
  })
}
