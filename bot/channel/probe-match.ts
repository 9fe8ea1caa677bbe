import { InputFile } from 'grammy'
import type { Message, MessageEntity } from 'grammy/types'
import type { AttachmentKind } from '../../core/files/attachment.ts'
import { StoredFile } from '../telegram/stored-file.ts'
import { attachmentOf, CARRIED_ENTITIES } from '../update/content.ts'

/** A message as a call would make it. */
export interface Expected {
  /** Null for a text. */
  readonly file: AttachmentKind | null
  readonly text: string
  readonly entities: readonly MessageEntity[]
  /** Telegram's id of the file, or the name it is uploaded under; null for a text. */
  readonly media: string | InputFile | null
  /** Whether the first line tells it: what stands under it in a card, or in a message that was edited, has changed. */
  readonly isByHeading: boolean
}

/** The messages that a call makes; null for a call that makes none. */
export function expectedOf(method: string, payload: object): Expected[] | null {
  const fields = payload as Readonly<Record<string, unknown>>
  if (method === 'sendMediaGroup') {
    const items = fields['media'] as readonly Readonly<Record<string, unknown>>[]
    return items.map((item) => itemOf(item['type'] as AttachmentKind, item['media'], item))
  }
  if (method === 'sendMessage') {
    return [
      {
        ...textOf(fields['text'], fields['entities']),
        file: null,
        media: null,
        isByHeading: hasCardKeyboard(fields),
      },
    ]
  }
  const kind = FILE_METHODS[method]
  return kind === undefined ? null : [itemOf(kind, fields[kind], fields)]
}

const FILE_METHODS: Readonly<Record<string, AttachmentKind>> = {
  sendPhoto: 'photo',
  sendDocument: 'document',
  sendVideo: 'video',
  sendAnimation: 'animation',
  sendAudio: 'audio',
  sendVoice: 'voice',
  sendVideoNote: 'video_note',
  sendSticker: 'sticker',
}

function itemOf(file: AttachmentKind, media: unknown, fields: Readonly<Record<string, unknown>>): Expected {
  return {
    ...textOf(fields['caption'], fields['caption_entities']),
    file,
    media: media instanceof InputFile ? media : String(media),
    isByHeading: false,
  }
}

function textOf(text: unknown, entities: unknown): Pick<Expected, 'text' | 'entities'> {
  return {
    text: typeof text === 'string' ? text : '',
    entities: Array.isArray(entities) ? (entities as MessageEntity[]) : [],
  }
}

function hasCardKeyboard(fields: Readonly<Record<string, unknown>>): boolean {
  return typeof fields['reply_markup'] === 'object' && fields['reply_markup'] !== null
}

/**
 * Whether a message is the one that was expected. `uniqueIds` tells of Telegram's file ids which file they are. `rest`
 * is for the later items of an album: their place tells enough.
 */
export function isExpected(
  expected: Expected,
  message: Message,
  uniqueIds: ReadonlyMap<string, string>,
  rest = false,
): boolean {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const file = attachmentOf(message)
  if ((file?.kind ?? null) !== expected.file) return false
  const isSaid = expected.isByHeading
    ? headingOf(text) === headingOf(expected.text)
    : text.trim() === expected.text.trim() &&
      formatOf(text, entities) === formatOf(expected.text, expected.entities)
  if (!isSaid) return false
  if (!file || expected.media === null) return text !== ''
  // A file that was uploaded for each of two rooms has two ids; then what stands under it has to tell.
  if (typeof expected.media === 'string')
    return uniqueIds.get(expected.media) === file.fileUniqueId || text !== ''
  const isNamed =
    file.kind === 'document' && file.name === expected.media.filename && isOfSize(expected.media, file)
  return isNamed || text !== '' || rest
}

function isOfSize(upload: InputFile, { size }: { readonly size: number }): boolean {
  return !(upload instanceof StoredFile) || size === 0 || size === upload.bytes
}

function headingOf(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? ''
}

/** What formats which characters. Telegram finds links and mentions itself, and joins, trims and reorders the rest. */
function formatOf(text: string, entities: readonly MessageEntity[]): string {
  const start = text.length - text.trimStart().length
  const marks = entities.flatMap((entity) => {
    if (!CARRIED_ENTITIES.has(entity.type)) return []
    const name = entity.type === 'text_link' ? `text_link ${entity.url}` : entity.type
    return Array.from({ length: entity.length }, (_, index) => entity.offset + index)
      .filter((at) => /\S/.test(text.charAt(at)))
      .map((at) => `${name} ${at - start}`)
  })
  return [...new Set(marks)].toSorted().join('\n')
}
