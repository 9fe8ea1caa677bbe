import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Database, type DatabaseConfig, type DatabaseOptions, openDatabase } from '../../db/index.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres.ts'

export interface TestDatabases {
  readonly name: DatabaseConfig['kind']
  /** An empty database of its own, for a process that opens it itself. */
  create(): Promise<DatabaseConfig>
  /** The same, opened; closed after the file's tests. */
  open(options?: Partial<DatabaseOptions>): Promise<Database>
}

/**
 * Every kind of database there is to test on: `describe.each(databases())('$name', ({ open }) => …)`. Without
 * PostgreSQL it says so and leaves it out, unless REQUIRE_ALL=1.
 */
export function databases(): TestDatabases[] {
  const sqlite = testDatabases('sqlite', sqliteFiles())
  if (hasPostgres()) return [sqlite, testDatabases('postgres', postgresDatabases())]
  if (process.env['REQUIRE_ALL'] === '1')
    throw new Error('REQUIRE_ALL=1, but there is no PostgreSQL to test with.')
  process.stderr.write('PostgreSQL is skipped: set TEST_DATABASE_URL or install the server.\n')
  return [sqlite]
}

interface Source {
  create(): Promise<DatabaseConfig>
  cleanUp(): Promise<void>
}

function testDatabases(name: TestDatabases['name'], source: Source): TestDatabases {
  const opened: Database[] = []
  afterAll(async () => {
    for (const database of opened) await database.close()
    await source.cleanUp()
  })
  return {
    name,
    create: () => source.create(),
    async open({ clock = () => new Date() } = {}) {
      const database = await openDatabase(await source.create(), { clock })
      opened.push(database)
      return database
    },
  }
}

function sqliteFiles(): Source {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-sqlite-'))
  let count = 0
  return {
    create: () => Promise.resolve({ kind: 'sqlite', path: join(folder, `${++count}.sqlite`) }),
    async cleanUp() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function postgresDatabases(): Source {
  let starting: Promise<PostgresServer> | null = null
  return {
    async create() {
      starting ??= startPostgres()
      return { kind: 'postgres', url: await (await starting).createDatabase() }
    },
    async cleanUp() {
      await (await starting)?.stop()
    },
  }
}
