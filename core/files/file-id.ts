/** Whether a text has the form of a file's id: what an address names may be a path, or hold U+0000. */
export function isFileId(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}
