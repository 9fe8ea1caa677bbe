import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import type { WebEnv } from '../context/web-env.ts'

/** The pages' own files, each under an address that changes with its content. */
export interface Assets {
  readonly stylesheet: string
  /** The script to load, and the modules that it imports. */
  readonly script: string
  readonly modules: readonly string[]
  /** The part of the font that a language's first screen needs. */
  readonly font: Readonly<Record<'fa' | 'en', string>>
  readonly icon: string
}

interface Asset {
  readonly type: string
  readonly bodies: Readonly<Record<'br' | 'gzip' | 'identity', Uint8Array<ArrayBuffer>>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** In the order in which the later ones win. */
const STYLES = [
  'base',
  'frame',
  'controls',
  'marks',
  'menus',
  'list',
  'ticket',
  'new-ticket',
  'telegram',
  'narrow',
]
const FOREVER = 'public, max-age=31536000, immutable'

/** Reads the files once; the returned app answers for nothing but them. */
export function createAssets(): { readonly assets: Assets; readonly app: Hono<WebEnv> } {
  const files = new Map<string, Asset>()
  const fonts = new Map(read('fonts/').map(([name, bytes]) => [name, keep(digest(bytes), name, bytes)]))
  const stylesheet = readStyles().replaceAll(/url\((vazirmatn-[\w-]+\.woff2)\)/g, (_, font: string) => {
    return `url(${address(fonts, font)})`
  })
  const own = [['style.css', Buffer.from(stylesheet)] as const, ...read('public/')]
  // Modules import each other by name, so all that is ours shares one digest.
  const version = digest(Buffer.concat(own.map(([, bytes]) => bytes)))
  const addresses = new Map(own.map(([name, bytes]) => [name, keep(version, name, bytes)]))

  const app = new Hono<WebEnv>()
  app.get('/assets/:version/:name', (c) => {
    const asset = files.get(c.req.path)
    if (!asset) return c.notFound()
    const accepted = c.req.header('Accept-Encoding') ?? ''
    const encoding = (['br', 'gzip'] as const).find((each) => accepted.includes(each)) ?? 'identity'
    return c.body(asset.bodies[encoding], 200, {
      'Content-Type': asset.type,
      'Cache-Control': FOREVER,
      Vary: 'Accept-Encoding',
      ...(asset.bodies[encoding] !== asset.bodies.identity && { 'Content-Encoding': encoding }),
    })
  })

  const assets: Assets = {
    stylesheet: address(addresses, 'style.css'),
    script: address(addresses, 'main.js'),
    modules: [...addresses].filter(([name]) => /(?<!^main)\.js$/.test(name)).map(([, path]) => path),
    font: {
      fa: address(fonts, 'vazirmatn-persian.woff2'),
      en: address(fonts, 'vazirmatn-latin.woff2'),
    },
    icon: address(addresses, 'icon.svg'),
  }
  return { assets, app }

  function keep(hash: string, name: string, bytes: Buffer): string {
    const path = `/assets/${hash}/${name}`
    files.set(path, { type: TYPES[extname(name)] ?? '', bodies: compress(name, bytes) })
    return path
  }
}

function read(folder: string): [name: string, bytes: Buffer][] {
  const url = new URL(folder, import.meta.url)
  return readdirSync(url)
    .filter((name) => extname(name) in TYPES)
    .map((name) => [name, readFileSync(new URL(name, url))])
}

/** The one stylesheet, without what only its readers need. */
function readStyles(): string {
  return STYLES.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8'))
    .join('')
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}')
    .replaceAll(/(?<=[ :,(])0\./g, '.')
}

function compress(name: string, bytes: Buffer): Asset['bodies'] {
  const identity = new Uint8Array(bytes)
  if (extname(name) === '.woff2') return { identity, br: identity, gzip: identity }
  return {
    identity,
    br: new Uint8Array(brotliCompressSync(bytes)),
    gzip: new Uint8Array(gzipSync(bytes)),
  }
}

function address(addresses: ReadonlyMap<string, string>, name: string): string {
  const path = addresses.get(name)
  if (path === undefined) throw new Error(`The pages have no ${name}.`)
  return path
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
}
