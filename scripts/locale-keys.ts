/** Writes locales/keys.ts, the type of every text's variables; with --check says what is out of step. */
import { readFileSync, writeFileSync } from 'node:fs'
import { compareLocales, readMessages } from './locale-messages.ts'

const target = new URL('../locales/keys.ts', import.meta.url)
const keys = [...readMessages('fa')].map(([id, { variables }]) => {
  const type = variables.map((name) => `'${name}'`).join(' | ')
  return `  '${id}': ${type || 'never'}\n`
})
const source = `/** Written by \`npm run locale-keys\` from fa.ftl: the variables each text needs. */
export interface MessageVariables {
${keys.join('')}}
`

if (process.argv.includes('--check')) {
  const problems = compareLocales()
  if (readFileSync(target, 'utf8') !== source) problems.push('locales/keys.ts is old: npm run locale-keys')
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} else {
  writeFileSync(target, source)
}
