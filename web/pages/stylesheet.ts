import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

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

/** The one stylesheet, from its sources. */
export function joinStyles(): string {
  return STYLES.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8'))
    .join('')
    .replaceAll(
      /url\((vazirmatn-[\w-]+\.woff2)\)/g,
      (_, font: string) => `url(../${fontAddress(font).slice('/assets/'.length)})`,
    )
}

/** The address of a part of the font: it changes with its content only, so a new release does not load it again. */
export function fontAddress(name: string): string {
  return assetAddress(digest(readFileSync(new URL(`fonts/${name}`, import.meta.url))), name)
}

/** Where a file is found under a digest. */
export function assetAddress(version: string, name: string): string {
  return `/assets/${version}/${name}`
}

/** A short name for some content. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
}
