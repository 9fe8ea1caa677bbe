import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The variables of the environment and of the `.env` in a folder; the environment wins. Changes neither. */
export function loadEnv(folder: string): Record<string, string | undefined> {
  const file = join(folder, '.env')
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env }
}
