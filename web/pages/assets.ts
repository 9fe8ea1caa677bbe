import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { Hono } from 'hono'
import type { WebEnv } from '../context/web-env.ts'
import { assetAddress, digest, fontAddress, joinStyles } from './stylesheet.ts'

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

type Bytes = Uint8Array<ArrayBuffer>

interface Asset {
  readonly type: string
  readonly plain: Bytes
  /** The build makes them; from the sources a file goes out as it is. */
  readonly compressed: Readonly<Record<'br' | 'gzip', Bytes | undefined>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const STYLESHEET = 'style.css'
const FOREVER = 'public, max-age=31536000, immutable'

/** Reads the files once; the returned app answers for nothing but them. */
export function createAssets(): { readonly assets: Assets; readonly app: Hono<WebEnv> } {
  const fonts = readFolder('fonts/')
  const own = readFolder('public/')
  // Only the build has it ready.
  if (!own.has(STYLESHEET)) own.set(STYLESHEET, createAsset(STYLESHEET, Buffer.from(joinStyles())))
  // Modules import each other by name, so all that is ours shares one digest.
  const version = digest(Buffer.concat([...own.values()].map(({ plain }) => plain)))
  const files = new Map([
    ...[...fonts].map(([name, asset]) => [fontAddress(name), asset] as const),
    ...[...own].map(([name, asset]) => [assetAddress(version, name), asset] as const),
  ])

  const app = new Hono<WebEnv>()
  app.get('/assets/:version/:name', (c) => {
    const asset = files.get(c.req.path)
    if (!asset) return c.notFound()
    const accepted = c.req.header('Accept-Encoding') ?? ''
    const encoding = (['br', 'gzip'] as const).find(
      (each) => asset.compressed[each] !== undefined && accepted.includes(each),
    )
    return c.body((encoding && asset.compressed[encoding]) ?? asset.plain, 200, {
      'Content-Type': asset.type,
      'Cache-Control': FOREVER,
      Vary: 'Accept-Encoding',
      ...(encoding && { 'Content-Encoding': encoding }),
    })
  })

  const addressOf = (name: string): string => {
    if (!own.has(name)) throw new Error(`The pages have no ${name}.`)
    return assetAddress(version, name)
  }
  const assets: Assets = {
    stylesheet: addressOf(STYLESHEET),
    script: addressOf('main.js'),
    modules: [...own.keys()].filter((name) => /(?<!^main)\.js$/.test(name)).map(addressOf),
    font: { fa: fontAddress('vazirmatn-persian.woff2'), en: fontAddress('vazirmatn-latin.woff2') },
    icon: addressOf('icon.svg'),
  }
  return { assets, app }
}

function readFolder(folder: string): Map<string, Asset> {
  const url = new URL(folder, import.meta.url)
  const readIfThere = (name: string): Bytes | undefined => {
    const file = new URL(name, url)
    return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined
  }
  const names = readdirSync(url).filter((name) => extname(name) in TYPES)
  return new Map(
    names.map((name) => {
      const [br, gzip] = [readIfThere(`${name}.br`), readIfThere(`${name}.gz`)]
      return [name, createAsset(name, readFileSync(new URL(name, url)), { br, gzip })]
    }),
  )
}

function createAsset(
  name: string,
  plain: Buffer,
  compressed: Asset['compressed'] = { br: undefined, gzip: undefined },
): Asset {
  return { type: TYPES[extname(name)] ?? '', plain: new Uint8Array(plain), compressed }
}
