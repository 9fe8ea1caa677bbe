import { defineConfig } from 'drizzle-kit'

// `npm run migrations` runs this once for each dialect.
const dialect = process.env['DIALECT'] === 'sqlite' ? 'sqlite' : 'postgresql'
const folder = { sqlite: 'sqlite', postgresql: 'postgres' }[dialect]
const schema = { sqlite: 'db/schema/sqlite.ts', postgresql: 'db/schema/postgres.ts' }[dialect]

export default defineConfig({ dialect, schema, casing: 'snake_case', out: `db/migrations/${folder}` })
