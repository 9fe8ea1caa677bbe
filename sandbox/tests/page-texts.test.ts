import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const FOLDER = new URL('../demo/page/public/', import.meta.url)
const files = readdirSync(FOLDER, { recursive: true }).map(String)
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
const texts = Object.fromEntries(['fa', 'en'].map((language) => [language, read(`texts/${language}.js`)]))

/** The keys of a language, in their order. */
function keysOf(language: 'fa' | 'en'): string[] {
  return [...(texts[language] ?? '').matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, key]) => key ?? '')
}

test('the page says the same things in both languages', () => {
  expect(keysOf('fa').length).toBeGreaterThan(150)
  expect(keysOf('en')).toEqual(keysOf('fa'))
  expect(new Set(keysOf('fa')).size).toBe(keysOf('fa').length)
})

test('what the page says is there', () => {
  const keys = new Set(keysOf('fa'))
  const scripts = files.filter((name) => name.endsWith('.js')).map(read)
  const said = scripts.flatMap((code) => [...code.matchAll(/\bt\('([\w-]+)'/g)].map(([, key]) => key ?? ''))
  expect(said.length).toBeGreaterThan(50)
  expect(said.filter((key) => !keys.has(key))).toEqual([])
})

test('every scene has its words, and everything it may wait for has a name', () => {
  const keys = keysOf('fa')
  const scenes = read('story/scenes.js')
  const names = [...scenes.matchAll(/^ {4}name: '([\w-]+)'/gm)].map(([, name]) => name ?? '')
  const waits = [...scenes.matchAll(/until\('([\w-]+)'/g)].map(([, name]) => name ?? '')
  expect(names.length).toBeGreaterThan(10)
  for (const name of names)
    expect(keys).toEqual(expect.arrayContaining([`scene-${name}`, `scene-${name}-why`]))
  for (const name of waits) expect(keys).toContain(`late-${name}`)
})

test('Persian is written with Persian letters', () => {
  expect(texts['fa']).not.toMatch(/[\u064a\u0643\u0649\u0660-\u0669]/)
})
