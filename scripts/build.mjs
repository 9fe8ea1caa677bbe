import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

const FOLDERS = [
  'app',
  'bot',
  'config',
  'core',
  'db',
  'file-store',
  'jobs',
  'locales',
  'sandbox',
  'sms',
  'web',
]

const root = dirname(import.meta.dirname)

/** Translates the sources to dist/ if they are newer; says whether dist/ is good to run. */
export function build() {
  const sources = listSources()
  const stamp = join(root, 'dist', '.built')
  if (existsSync(stamp) && sources.every((path) => statSync(path).mtimeMs <= statSync(stamp).mtimeMs))
    return true

  // Built beside and then moved, so that a build that fails or is killed leaves nothing that looks whole.
  const startedAt = new Date()
  const beside = join(root, `.dist-${process.pid}`)
  try {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
    const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', beside]
    if (spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0) return false
    for (const path of sources) {
      const place = relative(root, path)
      const isAsset = statSync(path).isFile() && !/\.(tsx?|md)$/.test(place) && dirname(place) !== '.'
      if (isAsset) cpSync(path, join(beside, place))
    }
    const built = join(beside, '.built')
    writeFileSync(built, '')
    utimesSync(built, startedAt, startedAt)
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    renameSync(beside, join(root, 'dist'))
    return true
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** All that a build depends on. Folders are among it: theirs is the time when a file was taken away. */
function listSources() {
  const top = readdirSync(root).filter((name) => /\.ts$|^(package|tsconfig.*)\.json$/.test(name))
  const folders = FOLDERS.map((name) => join(root, name)).filter((path) => existsSync(path))
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => join(folder, name)),
  )
  return [...top.map((name) => join(root, name)), ...folders, ...inside]
}

if (process.argv[1] === import.meta.filename && !build()) process.exitCode = 1
