import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
/** Run by hand when Telegram's API has a new version; the server reads only what it wrote. */
const GENERATOR = 'server/schema/'
/** Named by scripts, imported by no file. */
const COMMANDS = ['tsx']

interface Manifest {
  readonly dependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
}

const manifest = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest
const own = manifest(join(root, 'package.json'))
const files = readdirSync(root, { recursive: true })
  .map((name) => String(name).split(sep).join('/'))
  .filter((name) => name.endsWith('.ts') && !name.includes('node_modules/'))

/** The names in a file's import statements. */
function importsOf(file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8')
  return [...code.matchAll(/^(?:import|export) [^'`]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, from, dynamic]) => from ?? dynamic ?? '',
  )
}

/** The packages that some files import. */
function packagesOf(some: readonly string[]): string[] {
  const names = some
    .flatMap(importsOf)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
  return [...new Set(names)].toSorted()
}

test('package.json lists what the sources and the tests import, and nothing else', () => {
  const isDevelopment = (file: string) => file.startsWith('tests/') || file.startsWith(GENERATOR)
  const runtime = packagesOf(files.filter((file) => !isDevelopment(file)))
  const development = packagesOf(files.filter(isDevelopment)).filter((name) => !runtime.includes(name))
  expect(runtime.length).toBeGreaterThan(3)
  expect(Object.keys(own.dependencies)).toEqual(runtime)
  expect(Object.keys(own.devDependencies)).toEqual([...development, ...COMMANDS].toSorted())
})

test('its versions are those that this repository installs', () => {
  const outer = manifest(join(root, '../package.json'))
  const installed = { ...outer.devDependencies, ...outer.dependencies }
  const listed = { ...own.dependencies, ...own.devDependencies }
  for (const [name, version] of Object.entries(listed))
    expect([name, installed[name]]).toEqual([name, version])
})

test('it imports nothing from outside its folder, and no two of its folders import each other', () => {
  const edges = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(root, join(root, dirname(file), name)))
      .map((target) => ({ file, target, from: dirname(file), to: dirname(target) })),
  )
  expect(edges.length).toBeGreaterThan(200)
  expect(edges.filter(({ target }) => target.startsWith('..'))).toEqual([])
  const known = new Set(edges.map(({ from, to }) => `${from} > ${to}`))
  expect(edges.filter(({ from, to }) => from !== to && known.has(`${to} > ${from}`))).toEqual([])
})
