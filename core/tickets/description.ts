/** What one message adds to a description that was written on Telegram: its text, or what stands under its file. */
export interface DescriptionPart {
  readonly messageId: number
  /** What the words are about: the file that they stand under; null for text, and for a picture without a name. */
  readonly about: string | null
  /** Empty for a file without words, which may get some by an edit. */
  readonly text: string
}

/** The description that its parts make together. */
export function joinDescription(parts: readonly DescriptionPart[]): string {
  return parts
    .filter(({ text }) => text !== '')
    .map(({ about, text }) => (about === null ? text : `${about}: ${text}`))
    .join('\n')
}

/** The parts with one of them written anew. */
export function rewritePart(
  parts: readonly DescriptionPart[],
  messageId: number,
  text: string,
): DescriptionPart[] {
  return parts.map((part) => (part.messageId === messageId ? { ...part, text } : part))
}
