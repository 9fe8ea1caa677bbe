import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = readFileSync(new URL('../../sandbox/page/public/texts.js', import.meta.url), 'utf8')

/** The keys of one of the two languages, in their order. */
function keysOf(language: 'fa' | 'en'): string[] {
  const [, body = ''] = new RegExp(`^const ${language} = \\{$([\\s\\S]*?)^\\}$`, 'm').exec(source) ?? []
  return [...body.matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, key]) => key ?? '')
}

test('the page says the same things in both languages', () => {
  expect(keysOf('fa').length).toBeGreaterThan(50)
  expect(keysOf('en')).toEqual(keysOf('fa'))
})

test('Persian is written with Persian letters', () => {
  expect(source).not.toMatch(/[\u064a\u0643\u0649\u0660-\u0669]/)
})
