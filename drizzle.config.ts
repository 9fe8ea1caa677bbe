import { defineConfig } from 'drizzle-kit'

// `npm run migrations` runs this once for each dialect.
const dialect = process.env['DIALECT'] === 'sqlite' ? 'sqlite' : 'postgresql'
const folder = { sqlite: 'sqlite', postgresql: 'postgres' }[dialect]
const schema = { sqlite: 'db/schema/sqlite/index.ts', postgresql: 'db/schema/postgres/index.ts' }[dialect]

export default defineConfig({ dialect, schema, casing: 'snake_case', out: `db/migrations/${folder}` })
