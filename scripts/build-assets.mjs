/** Run by the build with its folder of pages: makes their stylesheet small, and compressed copies of what they load. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { transform } from 'lightningcss'

const pages = process.argv[2] ?? ''
const target = join(pages, 'public')

const { joinStyles } = await import(pathToFileURL(join(pages, 'stylesheet.js')).href)
const code = Buffer.from(joinStyles())
writeFileSync(join(target, 'style.css'), transform({ filename: 'style.css', code, minify: true }).code)
rmSync(join(pages, 'styles'), { recursive: true })

for (const name of readdirSync(target).filter((each) => /\.(css|js|svg)$/.test(each))) {
  const bytes = readFileSync(join(target, name))
  writeFileSync(join(target, `${name}.br`), brotliCompressSync(bytes))
  writeFileSync(join(target, `${name}.gz`), gzipSync(bytes))
}
