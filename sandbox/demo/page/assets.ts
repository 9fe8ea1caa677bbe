import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'

const FOLDER = new URL('public/', import.meta.url)
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves the page's files, by names that the folder has; no other path is read. */
export function createAssets() {
  const names = new Set(readdirSync(FOLDER, { recursive: true }).map(String))
  return (name: string): Response | undefined => {
    const type = TYPES[extname(name)]
    if (!names.has(name) || type === undefined) return undefined
    return new Response(readFileSync(new URL(name, FOLDER)), {
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
    })
  }
}
