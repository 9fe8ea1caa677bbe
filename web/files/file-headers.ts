import { cleanText } from '../../core/foundation/text.ts'
import type { Attachment } from '../../core/files/attachment.ts'

/** What browsers may show inside a page; everything else is a download. */
const SHOWN = new Set(['image/png', 'image/jpeg'])
/** What a file may say it is; the rest, which a browser might run, is bytes. */
const SAID =
  /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/(pdf|zip)|text\/plain)$/

/** The headers of a file: whatever is in it and whatever it is called, no browser runs it. */
export function fileHeaders({ id, name, type }: Attachment) {
  const said = SAID.test(type) ? type : 'application/octet-stream'
  return {
    'Content-Type': said === 'text/plain' ? 'text/plain; charset=utf-8' : said,
    'Content-Disposition': `${SHOWN.has(said) ? 'inline' : 'attachment'}; ${fileName(name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // The bytes of an id never change, but who may read them does.
    'Cache-Control': 'private, no-cache',
    ETag: `"${id}"`,
  }
}

/** RFC 6266: the name in ASCII for old readers, and as it is in RFC 8187's encoding. */
function fileName(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(cleanText(name)).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}
