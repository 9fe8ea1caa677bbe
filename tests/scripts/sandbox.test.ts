import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProduct } from '../crash/_product.ts'

interface Readiness {
  readonly checks: { readonly database: string }
}

/** The sandbox from its build, as a stranger starts it; resolves with its address. */
async function startSandbox(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const product = createProduct('dist/main.js', { DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...env })
  onTestFinished(async () => {
    await product.kill()
    rmSync(folder, { recursive: true })
  })
  await product.start()
  return { product, origin: new URL(product.url()).origin }
}

test('statements that nobody holds any more are collected at any moment', async () => {
  const collect = new URL('_collect.mjs', import.meta.url).href
  // So little room for what is young fills up all the time: such collections ended better-sqlite3 12 at the start.
  const options = `--max-semi-space-size=1 --expose-gc --import=${collect}`
  const { product, origin } = await startSandbox({ NODE_OPTIONS: options })
  // Each asks the database with a statement of its own.
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${origin}/readyz`)))
    const found = (await Promise.all(answers.map((answer) => answer.json()))) as Readiness[]
    expect(new Set(found.map(({ checks }) => checks.database))).toEqual(new Set(['ok']))
  }
  expect((await product.terminate()).code).toBe(0)
})

test('the pages load what the build has compressed, and fonts that are there', async () => {
  const { origin } = await startSandbox()
  const page = await (await fetch(`${origin}/tickets/KT-1`, { headers: { Accept: 'text/html' } })).text()
  const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  const stylesheet = paths.find((path) => path.endsWith('.css')) ?? ''
  for (const path of paths) {
    const load = async (encoding: string) =>
      await fetch(`${origin}${path}`, { headers: { 'Accept-Encoding': encoding } })
    const plain = await (await load('identity')).text()
    if (path.endsWith('.woff2')) continue
    for (const encoding of ['br', 'gzip']) {
      const answer = await load(encoding)
      expect(answer.headers.get('Content-Encoding')).toBe(encoding)
      expect(await answer.text()).toBe(plain)
    }
  }
  const styles = await (await fetch(`${origin}${stylesheet}`)).text()
  expect(styles).not.toContain('/*')
  const fonts = [...styles.matchAll(/url\((\S+?)\)/g)].map(([, font = '']) => font)
  expect(fonts).toHaveLength(3)
  for (const font of fonts) expect((await fetch(new URL(font, origin + stylesheet))).status).toBe(200)
})
