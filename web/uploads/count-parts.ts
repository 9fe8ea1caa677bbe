/**
 * Counts the parts of a multipart body while it passes. Busboy, which reads them, tells nothing of parts that it skips:
 * those with an invalid head, and those after the form's end.
 */
export interface PartCount {
  push(chunk: Uint8Array): void
  parts(): number
}

/** Counts by the boundary that the content type names. */
export function createPartCount(contentType: string): PartCount {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`)
  const overlap = delimiter.length - 1
  let delimiters = 0
  // A delimiter begins with a line break, which the first one may lack.
  let end = Buffer.from('\r\n')

  return {
    push(chunk) {
      // A view on the same memory: files pass here, and copies would cost.
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const across = Buffer.concat([end, bytes.subarray(0, overlap)])
      delimiters += occurrences(across, delimiter) + occurrences(bytes, delimiter)
      end = Buffer.concat([end, bytes.subarray(-overlap)]).subarray(-overlap)
    },
    // The last delimiter begins no part, but ends the form.
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
