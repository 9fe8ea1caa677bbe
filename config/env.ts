import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'

/** The environment over what `.env` in a folder adds; neither is changed. */
export function loadEnv(folder: string): Record<string, string | undefined> {
  const file = join(folder, '.env')
  return { ...(existsSync(file) ? parse(readFileSync(file)) : {}), ...process.env }
}
