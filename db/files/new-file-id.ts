import { randomBytes } from 'node:crypto'

/** A file's name in storage and in addresses: nobody can guess it. */
export function newFileId(): string {
  return randomBytes(16).toString('base64url')
}
