/** How many parts a multipart body has, counted as it passes: a parser says nothing of those that it leaves out. */
export interface PartCount {
  push(chunk: Uint8Array): void
  parts(): number
}

/** Counts the parts of a body of this type. */
export function createPartCount(contentType: string): PartCount {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`)
  const overlap = delimiter.length - 1
  let delimiters = 0
  // The first delimiter may stand at the very beginning.
  let end = Buffer.from('\r\n')

  return {
    push(chunk) {
      // Without a copy: files pass here.
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const across = Buffer.concat([end, bytes.subarray(0, overlap)])
      delimiters += occurrences(across, delimiter) + occurrences(bytes, delimiter)
      end = Buffer.concat([end, bytes.subarray(-overlap)]).subarray(-overlap)
    },
    // The last delimiter closes the form.
    parts: () => delimiters - 1,
  }
}

/** What stands between a form's parts; empty without it. */
export function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType) ?? []
  return quoted ?? plain ?? ''
}

function occurrences(bytes: Buffer, wanted: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + wanted.length)) count++
  return count
}
