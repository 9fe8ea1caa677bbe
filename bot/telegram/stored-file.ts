import { InputFile } from 'grammy'

/** A file to be uploaded from where it is stored, and how large it is. */
export class StoredFile extends InputFile {
  readonly bytes: number

  constructor(bytes: number, read: () => AsyncIterable<Uint8Array>, name: string) {
    super(read, name)
    this.bytes = bytes
  }
}

/** The files that a call uploads. */
export function uploadsIn(payload: unknown): StoredFile[] {
  if (typeof payload !== 'object' || payload === null) return []
  return payload instanceof StoredFile ? [payload] : Object.values(payload).flatMap(uploadsIn)
}
