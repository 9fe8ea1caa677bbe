import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const project = join(import.meta.dirname, '../..')

/** A product of three files, with this project's way to start. */
function createProduct() {
  const root = mkdtempSync(join(tmpdir(), 'start-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  for (const file of [
    'check-node.cjs',
    'scripts/start.mjs',
    'scripts/build.mjs',
    'tsconfig.json',
    'tsconfig.build.json',
  ]) {
    cpSync(join(project, file), join(root, file))
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  write('package.json', '{ "type": "module" }')
  write('locales/fa.ftl', 'hello')
  write(
    'main.ts',
    `import { readFileSync } from 'node:fs'
import { word } from './core/word.ts'
const texts: string = readFileSync(new URL('./locales/fa.ftl', import.meta.url), 'utf8')
process.stdout.write(\`\${texts} \${word}\`)\n`,
  )
  write('core/word.ts', `export const word: string = 'world'\n`)
  return {
    write,
    remove: (file: string) => rmSync(join(root, file), { recursive: true }),
    start: () => spawnSync(process.execPath, ['scripts/start.mjs'], { cwd: root, encoding: 'utf8' }),
    builtAt: () => statSync(join(root, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs,
    leftovers: () => readdirSync(root).filter((name) => name.startsWith('.dist')),
    has: (file: string) => existsSync(join(root, file)),
  }
}

test('builds once, and again when something changed, appeared or went', () => {
  const product = createProduct()
  expect(product.start().stdout).toBe('hello world')
  const first = product.builtAt()
  expect(product.start().stdout).toBe('hello world')
  expect(product.builtAt()).toBe(first)

  product.write('core/word.ts', `export const word: string = 'moon'\n`)
  expect(product.start().stdout).toBe('hello moon')
  product.write('locales/fa.ftl', 'bye')
  expect(product.start().stdout).toBe('bye moon')
  product.write('core/old.ts', 'export const old = 1\n')
  product.start()
  expect(product.has('dist/core/old.js')).toBe(true)
  product.remove('core/old.ts')
  product.start()
  expect(product.has('dist/core/old.js')).toBe(false)
  expect(product.leftovers()).toEqual([])
})

test('a build that fails is not taken for one, now or later', () => {
  const product = createProduct()
  product.start()
  product.write('core/word.ts', 'export const word = ;\n')
  for (let attempt = 0; attempt < 2; attempt++) {
    const { status, stdout, stderr } = product.start()
    expect(status).toBe(1)
    expect(stdout).toContain('core/word.ts')
    expect(stderr).toContain('could not be built')
  }
  expect(product.leftovers()).toEqual([])
  product.write('core/word.ts', `export const word = 'again'\n`)
  expect(product.start().stdout).toBe('hello again')
})

test('a production install has no TypeScript: it starts what was built', () => {
  const product = createProduct()
  product.start()
  product.remove('node_modules')
  expect(product.start()).toMatchObject({ stdout: 'hello world', stderr: '' })

  product.write('core/word.ts', `export const word: string = 'moon'\n`)
  const older = product.start()
  expect(older.stdout).toBe('hello world')
  expect(older.stderr).toMatch(/^Starting an older build: .* `npm install` brings it\.\n$/)

  product.remove('dist')
  const unbuilt = product.start()
  expect(unbuilt).toMatchObject({ status: 1, stdout: '' })
  expect(unbuilt.stderr).toMatch(/^The sources are not built, .* `npm install` brings it\.\n$/)
})

test('a build starts without its sources', () => {
  const product = createProduct()
  product.start()
  for (const file of ['core', 'main.ts', 'node_modules', 'tsconfig.json']) product.remove(file)
  expect(product.start()).toMatchObject({ stdout: 'hello world', stderr: '' })
})

test.each(['scripts/start.mjs', 'dist/main.js', 'node_modules/vitest/vitest.mjs'])(
  'a Node that is too old is refused in one sentence: %s',
  (entry) => {
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: project, stdio: 'inherit' })
    const versions = { ...process.versions, node: '20.20.2', napi: '9' }
    const older = `Object.defineProperty(process, 'versions', { value: ${JSON.stringify(versions)} })`
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(older)}`, entry],
      { cwd: project, encoding: 'utf8' },
    )
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^Kubit Support needs Node 22\.14 or later and this is 20\.20\.2: .*\.\n$/)
  },
)

test('starts in under two seconds when it is built', () => {
  const product = createProduct()
  product.start()
  const startedAt = performance.now()
  product.start()
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
