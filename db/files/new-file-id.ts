import { randomBytes } from 'node:crypto'

/** A new file's id, which is its name in storage and in addresses: 128 random bits that nobody can guess. */
export function newFileId(): string {
  return randomBytes(16).toString('base64url')
}
