import { crc32, deflateSync } from 'node:zlib'

/** A picture in one colour, as PNG. */
export function png(width = 4, height = 3): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x80))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}

/** A JPEG as far as its size, and its end: metadata of some length, some times over, then the frame. */
export function jpeg(width = 640, height = 480, metadata = 100, times = 1): Buffer {
  const app = Buffer.alloc(4 + metadata)
  app.set([0xff, 0xe1])
  app.writeUInt16BE(metadata + 2, 2)
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    ...Array<Buffer>(times).fill(app),
    frame,
    Buffer.from('ffd9', 'hex'),
  ])
}

/** A PDF of so many bytes. */
export function pdf(size = 64): Buffer {
  const bytes = Buffer.alloc(size, 0x0a)
  bytes.write('%PDF-1.7\n')
  return bytes
}

export interface FormFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** What the sender claims. */
  readonly type?: string
}

/** A form as a browser sends it. */
export function formOf(fields: Readonly<Record<string, string>>, files: readonly FormFile[]): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const { name, bytes, type = '' } of files)
    form.append('files', new Blob([new Uint8Array(bytes)], { type }), name)
  return form
}
