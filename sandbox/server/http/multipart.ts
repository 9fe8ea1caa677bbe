import { once } from 'node:events'
import { Dicer } from '@fastify/busboy'
import { badRequest } from '../rules/errors.ts'

/** One part of a multipart body. */
export interface Part {
  name: string
  /** Only files have one. */
  fileName: string | undefined
  mime: string
  bytes: Buffer
}

/** A part while it comes in. Header lines stand by their names in lower case, with one character for each byte. */
interface Incoming {
  header: Record<string, string[]>
  chunks: Buffer[]
}

/**
 * Reads a multipart/form-data body while it comes in. Busboy's Dicer splits it; the names are read here, because
 * grammY sends file names without quotes and Busboy would take the spaces out of those.
 */
export async function readMultipart(body: AsyncIterable<Buffer>, contentType: string): Promise<Part[]> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw badRequest('the multipart body has no boundary')
  const parts: Incoming[] = []
  const ends: Promise<unknown>[] = []
  const splitter = new Dicer({ boundary })
  splitter.on('part', (stream) => {
    const part: Incoming = { header: {}, chunks: [] }
    parts.push(part)
    stream.on('header', (header) => (part.header = header as Incoming['header']))
    stream.on('data', (chunk) => part.chunks.push(chunk as Buffer))
    // The splitter reports the same error itself.
    ends.push(once(stream, 'end').catch(() => {}))
  })
  const finished = once(splitter, 'finish').catch(() => {
    throw badRequest('the multipart body ends before its last boundary')
  })
  // When the body is refused before its end, nothing waits for this promise.
  finished.catch(() => {})
  for await (const chunk of body) if (!splitter.write(chunk)) await once(splitter, 'drain')
  splitter.end()
  await finished
  // The splitter finishes as soon as it has handed the bytes over; a part may still hold some of them.
  await Promise.all(ends)
  return parts.map(readPart)
}

function readPart({ header, chunks }: Incoming): Part {
  const [disposition] = header['content-disposition'] ?? []
  if (disposition === undefined) throw badRequest('a part of the multipart body has no content-disposition')
  const line = Buffer.from(disposition, 'latin1').toString()
  const name = /\bname="([^"]*)"/i.exec(line)?.[1]
  if (name === undefined) throw badRequest('a part of the multipart body has no name')
  return {
    name: unescapeName(name),
    fileName: fileNameOf(line),
    mime: /^\S+/.exec(header['content-type']?.[0] ?? '')?.[0] ?? '',
    bytes: Buffer.concat(chunks),
  }
}

function fileNameOf(line: string): string | undefined {
  const extended = /filename\*=UTF-8''([^;\r\n]+)/i.exec(line)?.[1]
  if (extended !== undefined) return decodeURIComponent(extended)
  const plain = /filename="?([^";\r\n]*)"?/i.exec(line)?.[1]
  return plain === undefined ? undefined : unescapeName(plain)
}

/** Browsers and fetch write quotes and line ends of names this way. */
function unescapeName(name: string): string {
  return name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')
}
