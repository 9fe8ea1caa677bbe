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
/** The sandbox is a package of its own: its tests and the manifest that points at its sources are not built. */
const NOT_BUILT = /^sandbox\/(tests(\/|$)|package\.json$)/

const root = dirname(import.meta.dirname)
const dist = join(root, 'dist')

/** Compiles the sources to dist/ where they are newer. Returns whether dist/ can be run. */
export function build() {
  const stamp = join(dist, '.built')
  const isBuilt = existsSync(stamp)
  // A package may carry the build without the sources.
  if (isBuilt && !existsSync(join(root, 'main.ts'))) return true
  const sources = listSources()
  if (isBuilt && sources.every((path) => statSync(path).mtimeMs <= statSync(stamp).mtimeMs)) return true

  const tsc = findCompiler()
  if (tsc !== undefined) return translate(sources, tsc)
  const advice = 'there is no TypeScript here to build them; `npm install` brings it.'
  if (isBuilt) console.error(`Starting an older build: the sources have changed, but ${advice}`)
  else console.error(`The sources are not built, and ${advice}`)
  return isBuilt
}

function translate(sources, tsc) {
  // Built elsewhere and then moved, so that a build that fails or is killed leaves nothing that looks complete.
  const startedAt = new Date()
  const beside = join(root, `.dist-${process.pid}`)
  try {
    if (!run(tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', beside)) return false
    for (const path of sources) {
      const place = relative(root, path)
      if (statSync(path).isFile() && isCopied(place)) cpSync(path, join(beside, place))
    }
    const pages = join(beside, 'web/pages')
    if (existsSync(pages) && !run(join(import.meta.dirname, 'build-assets.mjs'), pages)) return false
    const built = join(beside, '.built')
    writeFileSync(built, '')
    utimesSync(built, startedAt, startedAt)
    rmSync(dist, { recursive: true, force: true })
    renameSync(beside, dist)
    return true
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

function run(...args) {
  const isDone = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
  if (!isDone) console.error('The sources could not be built; the reasons stand above.')
  return isDone
}

/** Paths of all that a build depends on. Folders are included: their times change when a file in them is removed. */
function listSources() {
  const top = readdirSync(root).filter((name) => /\.(ts|cjs)$|^(package|tsconfig.*)\.json$/.test(name))
  const folders = FOLDERS.map((name) => join(root, name)).filter((path) => existsSync(path))
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, name))
      .filter((path) => !NOT_BUILT.test(relative(root, path).replaceAll('\\', '/'))),
  )
  return [...top.map((name) => join(root, name)), ...folders, ...inside]
}

/** Whether a file is copied to the build unchanged. */
function isCopied(place) {
  return place.endsWith('.cjs') || (dirname(place) !== '.' && !/\.(tsx?|md)$/.test(place))
}

/** TypeScript's compiler; a production install has none. */
function findCompiler() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  } catch {
    return undefined
  }
}

if (process.argv[1] === import.meta.filename && !build()) process.exitCode = 1
