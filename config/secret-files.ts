export type Env = Readonly<Record<string, string | undefined>>

/** What is in the file that a `*_FILE` setting names, or the system's code for why it can't be read. */
export type SecretFile = { readonly text: string } | { readonly code: string }

/** By the name of the `*_FILE` setting. */
export type SecretFiles = Readonly<Record<string, SecretFile>>

/** Settings that may come from a file, as container platforms hand secrets over. */
const FROM_FILES = [
  'BOT_TOKEN',
  'BOT_PROXY',
  'PANEL_JWT_SECRET',
  'WEBHOOK_SECRET',
  'KAVENEGAR_API_KEY',
  'DATABASE_URL',
] as const

/** The settings that name a file, with its path. */
export function secretPaths(env: Env): readonly (readonly [setting: string, path: string])[] {
  return FROM_FILES.flatMap((name) => {
    const path = env[fileSetting(name)]?.trim()
    return path ? [[fileSetting(name), path] as const] : []
  })
}

/** Whether a setting was given, be it by the name of a file that can't be read. */
export function isGiven(env: Env, name: string): boolean {
  return env[name] !== undefined || env[fileSetting(name)] !== undefined
}

/** Puts what files hold in its place. */
export function takeFiles(
  env: Env,
  files: SecretFiles,
): { readonly given: Env; readonly problems: readonly string[] } {
  const problems: string[] = []
  const taken: Record<string, string> = {}
  for (const name of FROM_FILES) {
    const setting = fileSetting(name)
    if (env[setting] === undefined) continue
    const file = files[setting] ?? { code: 'not read' }
    if (env[name] !== undefined) {
      problems.push(`${name} and ${setting} are both set: keep one of them.`)
    } else if ('code' in file) {
      problems.push(`${setting} cannot be read (${file.code}): write the path of a file that holds ${name}.`)
    } else if (file.text.trim() === '') {
      problems.push(`${setting} names an empty file: write ${name} into it.`)
    } else taken[name] = file.text.trim()
  }
  return { given: { ...env, ...taken }, problems }
}

function fileSetting(name: string): string {
  return `${name}_FILE`
}
