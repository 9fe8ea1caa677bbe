/** How many parts a multipart body has, counted as it passes: a parser says nothing of those that it leaves out. */
export interface PartCount {
  push(chunk: Uint8Array): void
  parts(): number
}

/** Counts the parts of a body of this type. */
export function createPartCount(contentType: string): PartCount {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? []
  const delimiter = Buffer.from(`\r\n--${quoted ?? plain ?? ''}`)
  let delimiters = 0
  // The first delimiter may stand at the very beginning.
  let rest: Buffer = Buffer.from('\r\n')

  return {
    push(chunk) {
      const bytes = Buffer.concat([rest, chunk])
      let from = 0
      for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, from)) {
        delimiters++
        from = at + delimiter.length
      }
      rest = bytes.subarray(Math.max(from, bytes.length - delimiter.length + 1))
    },
    // The last delimiter closes the form.
    parts: () => delimiters - 1,
  }
}
