import { badRequest } from '../rules/errors.ts'

/** One part of a multipart body. */
export interface Part {
  name: string
  /** Only files have one. */
  fileName: string | undefined
  mime: string
  bytes: Buffer
}

/** Reads a multipart/form-data body and splits it while it comes in, so that it is never in memory twice. */
export async function readMultipart(body: AsyncIterable<Buffer>, contentType: string): Promise<Part[]> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw badRequest('the multipart body has no boundary')
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const parts: Buffer[] = []
  let pieces: Buffer[] = []
  // The first delimiter may stand at the very beginning; what comes before it is no part.
  let rest = Buffer.from('\r\n')
  let begun = false
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(delimiter); end >= 0; end = rest.indexOf(delimiter)) {
      if (begun) parts.push(Buffer.concat([...pieces, rest.subarray(0, end)]))
      begun = true
      pieces = []
      rest = rest.subarray(end + delimiter.length)
    }
    // The end of what came may be the beginning of a delimiter.
    const sure = Math.max(rest.length - delimiter.length, 0)
    pieces.push(rest.subarray(0, sure))
    rest = rest.subarray(sure)
  }
  return parts.map(readPart)
}

/** Reads what stands between two delimiters. */
function readPart(part: Buffer): Part {
  const headEnd = part.indexOf('\r\n\r\n')
  if (headEnd < 0) throw badRequest('a part of the multipart body has no head')
  const head = part.toString('utf8', 0, headEnd)
  const name = /\bname="([^"]*)"/i.exec(head)?.[1]
  if (name === undefined) throw badRequest('a part of the multipart body has no name')
  return {
    name: unescapeName(name),
    fileName: fileNameOf(head),
    mime: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '',
    bytes: part.subarray(headEnd + 4),
  }
}

function fileNameOf(head: string): string | undefined {
  const extended = /filename\*=UTF-8''([^;\r\n]+)/i.exec(head)?.[1]
  if (extended !== undefined) return decodeURIComponent(extended)
  const plain = /filename="?([^";\r\n]*)"?/i.exec(head)?.[1]
  return plain === undefined ? undefined : unescapeName(plain)
}

/** Browsers and fetch write quotes and line ends of names this way. */
function unescapeName(name: string): string {
  return name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')
}
