import { existsSync, readdirSync } from 'node:fs'
import { expect } from 'vitest'
import { type FormFile, formOf, pdf } from '../_support/files.ts'
import { type Answer, type Client, DRAFT, type World } from './_world.ts'

export const TICKETS = '/api/v1/tickets'

/** A multipart body by hand, for what no library would write. */
export interface RawPart {
  readonly head: string
  readonly body?: string | Uint8Array
}

export const BOUNDARY = 'x-the-border-x'

export function rawForm(parts: readonly RawPart[], end = `--${BOUNDARY}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ head, body = '' }) => [
    Buffer.from(`--${BOUNDARY}\r\n${head}\r\n\r\n`),
    Buffer.from(body as Uint8Array),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(end)])
}

export function field(name: string, value: string): RawPart {
  return { head: `Content-Disposition: form-data; name="${name}"`, body: value }
}

export function file(name: string, body: string | Uint8Array = pdf(), fieldName = 'files'): RawPart {
  const head = `Content-Disposition: form-data; name="${fieldName}"; filename="${name}"\r\nContent-Type: text/html`
  return { head, body }
}

export const DRAFT_FIELDS = Object.entries(DRAFT).map(([name, value]) => field(name, value))

/** Opens a ticket by a form. */
export async function openWith(
  client: Client,
  files: readonly FormFile[],
  headers: Record<string, string> = {},
): Promise<Answer> {
  return await client.send(TICKETS, { method: 'POST', body: formOf(DRAFT, files), headers })
}

export async function sendRaw(client: Client, body: Uint8Array, path = TICKETS): Promise<Answer> {
  return await client.send(path, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
  })
}

/** The names of all that is kept, `.part` files among them. */
export function kept({ filesFolder }: Pick<World, 'filesFolder'>): string[] {
  if (!existsSync(filesFolder)) return []
  return readdirSync(filesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

/** Nobody has a ticket, and storage is as it was. */
export async function expectNothingStored(world: World): Promise<void> {
  expect(kept(world)).toEqual([])
  for (const client of [world.sara, world.rival]) expect((await client.get(TICKETS)).body.total).toBe(0)
}
