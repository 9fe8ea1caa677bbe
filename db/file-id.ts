import { randomBytes } from 'node:crypto'

/** A file's name in storage and in addresses: nobody can guess it. */
export function newFileId(): string {
  return randomBytes(16).toString('base64url')
}

/** Whether it could be one: what an address names may be a path, or what PostgreSQL does not take, as U+0000. */
export function isFileId(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}
