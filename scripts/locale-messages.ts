import { readFileSync } from 'node:fs'
import { FluentResource } from '@fluent/bundle'

type Entry = FluentResource['body'][number]
type Pattern = Entry['value']
type Expression = Exclude<Exclude<Pattern, string | null>[number], string>

/** A message of a locale: what it needs, and its literal texts. */
export interface Message {
  readonly variables: readonly string[]
  readonly texts: readonly string[]
}

/** The messages of a locale by id. Throws for a line that Fluent would silently drop. */
export function readMessages(locale: 'fa' | 'en'): Map<string, Message> {
  const source = readFileSync(new URL(`../locales/${locale}.ftl`, import.meta.url), 'utf8')
  const entries = new Map(new FluentResource(source).body.map((entry) => [entry.id, entry]))
  const written = [...source.matchAll(/^-?([a-zA-Z][\w-]*)\s*=/gm)].map(([, id = '']) => id)
  for (const [at, id] of written.entries()) {
    if (!entries.has(id) && !entries.has(`-${id}`)) throw new Error(`${locale}.ftl: ${id} cannot be parsed`)
    if (written.indexOf(id) !== at) throw new Error(`${locale}.ftl: ${id} stands twice`)
  }
  const messages = new Map<string, Message>()
  for (const [id, { value }] of entries) {
    if (id.startsWith('-')) continue
    const found = { variables: new Set<string>(), texts: [] as string[] }
    collect(value, entries, found)
    messages.set(id, { variables: [...found.variables].toSorted(), texts: found.texts })
  }
  return messages
}

/** What differs between the languages, in words; nothing when each says all that the other says. */
export function compareLocales(): string[] {
  const locales = { fa: readMessages('fa'), en: readMessages('en') }
  return [...new Set([...locales.fa.keys(), ...locales.en.keys()])].flatMap((id) => {
    const [fa, en] = [locales.fa.get(id), locales.en.get(id)]
    if (!fa || !en) return `${id} is missing in ${fa ? 'en' : 'fa'}.ftl`
    const [ours, theirs] = [fa.variables.join(', '), en.variables.join(', ')]
    return ours === theirs ? [] : `${id} has the variables (${ours}) in fa.ftl and (${theirs}) in en.ftl`
  })
}

interface Found {
  readonly variables: Set<string>
  readonly texts: string[]
}

function collect(pattern: Pattern, entries: ReadonlyMap<string, Entry>, found: Found): void {
  if (typeof pattern === 'string') found.texts.push(pattern)
  else {
    for (const element of pattern ?? []) {
      if (typeof element === 'string') found.texts.push(element)
      else collectExpression(element, entries, found)
    }
  }
}

function collectExpression(expression: Expression, entries: ReadonlyMap<string, Entry>, found: Found): void {
  switch (expression.type) {
    case 'var':
      found.variables.add(expression.name)
      break
    case 'select':
      collectExpression(expression.selector, entries, found)
      for (const { value } of expression.variants) collect(value, entries, found)
      break
    case 'mesg':
    case 'term': {
      const id = expression.type === 'term' ? `-${expression.name}` : expression.name
      const entry = entries.get(id)
      if (!entry) throw new Error(`${id} is used but not defined`)
      collect(entry.value, entries, found)
      break
    }
    case 'func':
      for (const argument of expression.args) {
        if (argument.type !== 'narg') collectExpression(argument, entries, found)
      }
      break
    case 'str':
    case 'num':
      break
  }
}
