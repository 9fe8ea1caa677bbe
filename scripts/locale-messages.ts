import { readFileSync } from 'node:fs'
import {
  type Message as Entry,
  type MessageReference,
  parse,
  type Term,
  type TermReference,
  type TextElement,
  type VariableReference,
  Visitor,
} from '@fluent/syntax'

/** A message of a locale: its variables and its literal texts. */
export interface Message {
  readonly variables: readonly string[]
  readonly texts: readonly string[]
}

/** The messages of a locale by id. Throws for a line that Fluent would silently drop. */
export function readMessages(locale: 'fa' | 'en'): Map<string, Message> {
  const source = readFileSync(new URL(`../locales/${locale}.ftl`, import.meta.url), 'utf8')
  const entries = new Map<string, Entry | Term>()
  for (const entry of parse(source, {}).body) {
    if (entry.type === 'Junk') {
      const reasons = entry.annotations.map(({ message }) => message).join(' ')
      throw new Error(`${locale}.ftl: ${reasons}\n${entry.content}`)
    }
    if (entry.type !== 'Message' && entry.type !== 'Term') continue
    const id = entry.type === 'Term' ? `-${entry.id.name}` : entry.id.name
    if (entries.has(id)) throw new Error(`${locale}.ftl: ${id} stands twice`)
    entries.set(id, entry)
  }
  const messages = new Map<string, Message>()
  for (const [id, entry] of entries) {
    if (entry.type === 'Term') continue
    const reader = new Reader(entries)
    if (entry.value) reader.visit(entry.value)
    messages.set(id, { variables: [...reader.variables].toSorted(), texts: reader.texts })
  }
  return messages
}

/** The differences between the languages, in words; empty where both have the same messages and variables. */
export function compareLocales(): string[] {
  const locales = { fa: readMessages('fa'), en: readMessages('en') }
  return [...new Set([...locales.fa.keys(), ...locales.en.keys()])].flatMap((id) => {
    const [fa, en] = [locales.fa.get(id), locales.en.get(id)]
    if (!fa || !en) return `${id} is missing in ${fa ? 'en' : 'fa'}.ftl`
    const [ours, theirs] = [fa.variables.join(', '), en.variables.join(', ')]
    return ours === theirs ? [] : `${id} has the variables (${ours}) in fa.ftl and (${theirs}) in en.ftl`
  })
}

/** Collects from a text and from the texts that it contains. */
class Reader extends Visitor {
  readonly variables = new Set<string>()
  readonly texts: string[] = []
  readonly #entries: ReadonlyMap<string, Entry | Term>

  constructor(entries: ReadonlyMap<string, Entry | Term>) {
    super()
    this.#entries = entries
  }

  override visitTextElement({ value }: TextElement): void {
    this.texts.push(value)
  }

  override visitVariableReference({ id }: VariableReference): void {
    this.variables.add(id.name)
  }

  override visitMessageReference({ id }: MessageReference): void {
    this.#visitEntry(id.name)
  }

  override visitTermReference({ id }: TermReference): void {
    this.#visitEntry(`-${id.name}`)
  }

  #visitEntry(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) throw new Error(`${id} is used but not defined`)
    if (entry.value) this.visit(entry.value)
  }
}
