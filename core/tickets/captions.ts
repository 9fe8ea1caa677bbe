import type { Caption, Content, Origin, TextEntity } from './message.ts'

/** A text as what its captions make together, each on lines of its own. */
export interface Captioned extends Pick<Content, 'text' | 'entities'> {
  readonly captions: readonly Caption[]
}

/** The caption of an album's item; none where a message is no item of an album. */
export function captionsOf({ text, entities }: Content, origin: Origin): Caption[] {
  if (origin.kind !== 'telegram' || origin.albumId === null) return []
  return [{ messageId: origin.messageId, text, entities }]
}

/** The captions of an album; one that has none noted says its text in an item that nobody knows. */
export function captionsSoFar({ captions, text, entities }: Captioned): readonly Caption[] {
  return captions.length > 0 || text === '' ? captions : [{ messageId: 0, text, entities }]
}

/** The text that captions make together, with their formatting. */
export function joinCaptions(captions: readonly Caption[]): Captioned {
  let text = ''
  const entities: TextEntity[] = []
  for (const caption of captions) {
    if (caption.text === '') continue
    if (text !== '') text += '\n'
    for (const entity of caption.entities) entities.push({ ...entity, offset: entity.offset + text.length })
    text += caption.text
  }
  return { captions, text, entities }
}

/** What a message says after an edit: of an album, the edited item's caption alone is another one. */
export function rewritten(
  { captions }: Pick<Captioned, 'captions'>,
  messageId: number,
  { text, entities }: Pick<Content, 'text' | 'entities'>,
): Captioned {
  return captions.some((caption) => caption.messageId === messageId)
    ? joinCaptions(
        captions.map((caption) =>
          caption.messageId === messageId ? { messageId, text, entities } : caption,
        ),
      )
    : { captions, text, entities }
}
