/**
 * Whether a text has the form of a file's id. Ids come in URLs too, where anything else may be a path or contain
 * U+0000.
 */
export function isFileId(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}
