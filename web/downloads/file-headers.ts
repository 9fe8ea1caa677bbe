import { cleanText } from '../../core/foundation/text.ts'
import type { Attachment } from '../../core/files/attachment.ts'

/** Types that a browser may show inside a page; everything else is a download. */
const SHOWN = new Set(['image/png', 'image/jpeg'])
/** Types that are sent as they are; any other, which a browser might run, is sent as plain bytes. */
const SAID =
  /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/(pdf|zip)|text\/plain)$/

/** The headers of a file. No browser runs it, whatever it contains and whatever it is called. */
export function fileHeaders({ id, name, type }: Attachment) {
  const said = SAID.test(type) ? type : 'application/octet-stream'
  return {
    'Content-Type': said === 'text/plain' ? 'text/plain; charset=utf-8' : said,
    'Content-Disposition': `${SHOWN.has(said) ? 'inline' : 'attachment'}; ${fileName(name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // A file never changes under its id, but who may read it does.
    'Cache-Control': 'private, no-cache',
    ETag: `"${id}"`,
  }
}

/** The name twice (RFC 6266): in ASCII for old clients, and in full in RFC 8187's encoding. */
function fileName(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(cleanText(name)).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}
