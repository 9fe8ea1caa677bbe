import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { collectDeclarations } from './declarations.ts'
import { createTranslator } from './translate.ts'
import type { Fields, Schema } from './shape.ts'

/** Reads the declarations of `@grammyjs/types` and returns the Bot API as data. */
export function generateSchema(): Schema {
  const folder = dirname(createRequire(import.meta.url).resolve('@grammyjs/types/package.json'))
  const files = readdirSync(folder).filter((name) => name.endsWith('.d.ts'))
  const declarations = collectDeclarations(
    files.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
  )
  const translator = createTranslator(declarations)
  const methods: Record<string, Fields> = {}
  for (const { name, parameters } of declarations.methods) {
    methods[name] = parameters ? translator.fields(parameters) : {}
  }
  return { methods, types: translator.types() }
}

/** One line for each method and type, so that a new version of the types gives a readable diff. */
function print(schema: Schema): string {
  const section = (entries: Record<string, unknown>) =>
    Object.keys(entries)
      .toSorted()
      .map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(entries[key])}`)
      .join(',\n')
  return `{\n  "methods": {\n${section(schema.methods)}\n  },\n  "types": {\n${section(schema.types)}\n  }\n}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('./bot-api.json', import.meta.url), print(generateSchema()))
}
