import { badRequest } from './errors.ts'

/** One part of a multipart body. */
export interface Part {
  name: string
  /** Only files have one. */
  fileName: string | undefined
  mime: string
  bytes: Uint8Array
}

/** Splits a multipart/form-data body into its parts. */
export function splitMultipart(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw badRequest('the multipart body has no boundary')
  const delimiter = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let start = body.indexOf(delimiter)
  while (start >= 0) {
    const begin = start + delimiter.length + 2
    const end = body.indexOf(delimiter, begin)
    if (end < 0) break
    const headEnd = body.indexOf('\r\n\r\n', begin)
    if (headEnd < 0 || headEnd > end) throw badRequest('a part of the multipart body has no head')
    parts.push(readPart(body.toString('utf8', begin, headEnd), body.subarray(headEnd + 4, end - 2)))
    start = end
  }
  return parts
}

function readPart(head: string, bytes: Uint8Array): Part {
  const name = /\bname="([^"]*)"/i.exec(head)?.[1]
  if (name === undefined) throw badRequest('a part of the multipart body has no name')
  return {
    name: unescapeName(name),
    fileName: fileNameOf(head),
    mime: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '',
    bytes,
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
