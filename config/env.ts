import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type Config, parseConfig } from './config.ts'
import { type Env, type SecretFile, type SecretFiles, secretPaths } from './secret-files.ts'

/** The settings for a process that runs in a folder. Throws a ConfigError with all problems at once. */
export function loadConfig(folder: string): Config {
  const env = loadEnv(folder)
  return parseConfig(env, readSecretFiles(env, folder))
}

/** The variables of the environment and of the `.env` in a folder; the environment wins. Changes neither. */
export function loadEnv(folder: string): Record<string, string | undefined> {
  const file = join(folder, '.env')
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env }
}

function readSecretFiles(env: Env, folder: string): SecretFiles {
  return Object.fromEntries(secretPaths(env).map(([setting, path]) => [setting, read(resolve(folder, path))]))
}

function read(path: string): SecretFile {
  try {
    return { text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'unreadable' }
  }
}
