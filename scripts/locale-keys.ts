/** Writes locales/keys.ts, the type of every text's variables. With --check, prints what does not match instead. */
import { readFileSync, writeFileSync } from 'node:fs'
import { compareLocales, readMessages } from './locale-messages.ts'

const target = new URL('../locales/keys.ts', import.meta.url)
const WIDTH = 110
const messages = [...readMessages('fa')]
const plain = messages.filter(([, { variables }]) => variables.length === 0).map(([id]) => `| '${id}'`)
const withVariables = messages
  .filter(([, { variables }]) => variables.length > 0)
  .map(([id, { variables }]) => `  '${id}': ${variables.map((name) => `'${name}'`).join(' | ')}\n`)
const source = `/** Written by \`npm run locale-keys\` from fa.ftl: the variables each text needs. */
export interface MessageVariables extends Record<PlainKey, never> {
${withVariables.join('')}}

type PlainKey =
${wrap(plain).join('\n')}
`

if (process.argv.includes('--check')) {
  const problems = compareLocales()
  if (readFileSync(target, 'utf8') !== source) problems.push('locales/keys.ts is old: npm run locale-keys')
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} else {
  writeFileSync(target, source)
}

function wrap(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`  ${word}`)
  }
  return lines
}
