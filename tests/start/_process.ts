import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { createProduct } from '../crash/_product.ts'

const ROOT = join(import.meta.dirname, '../..')

type Settings = Readonly<Record<string, string>>

/** A `DATA_DIR` that is there as long as the test. */
export function createDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs the product's build until it ends: the doctor, or a start that will not be. */
export async function runToEnd(settings: Settings, command: 'serve' | 'doctor' = 'serve') {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' })
  const args = [join(ROOT, 'dist/main.js'), ...(command === 'doctor' ? ['doctor'] : [])]
  const options = {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', ...settings },
    timeout: 15_000,
  }
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, options).then(
    (ended) => ({ code: 0, ...ended }),
    (error: unknown) => error as { code: number | null; stdout: string; stderr: string },
  )
  return { status: code, words: command === 'doctor' ? stdout : stderr }
}

/** Starts the product's build; resolves with its address. */
export async function start(settings: Settings) {
  const product = createProduct('dist/main.js', { PORT: '0', LOG_LEVEL: 'silent', ...settings })
  onTestFinished(async () => void (await product.kill()))
  await product.start()
  return { product, url: new URL(product.url()).origin }
}

/** All that is in a folder, with its modes: `sandbox/ 700`. */
export function modesIn(folder: string, within = ''): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = join(within, entry.name)
    const mode = (statSync(join(folder, path)).mode & 0o777).toString(8)
    return entry.isDirectory() ? [`${path}/ ${mode}`, ...modesIn(folder, path)] : [`${path} ${mode}`]
  })
}
