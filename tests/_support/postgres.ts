import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'

export interface PostgresServer {
  /** Creates an empty database and answers with its URL. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Whether there is a server to test with, given or startable. */
export function hasPostgres(): boolean {
  return process.env['TEST_DATABASE_URL'] !== undefined || findBinaries() !== null
}

/** The server of `TEST_DATABASE_URL`, or one of our own in a temporary folder that outlives nothing. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return serverAt(given, async () => {})
  const binaries = findBinaries()
  if (!binaries) throw new Error('There is no PostgreSQL: neither TEST_DATABASE_URL nor initdb and postgres.')
  return await startOwn(binaries)
}

/** The folder with `initdb` and `postgres`: the one on the path, else the newest of Debian's. */
function findBinaries(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ]
  const folder = folders.find((each) => ['initdb', 'postgres'].every((name) => existsSync(join(each, name))))
  return folder === undefined ? null : dirname(realpathSync(join(folder, 'postgres')))
}

async function startOwn(binaries: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-pg-'))
  const user = unprivileged()
  if (user) chownSync(folder, user.uid, user.gid)
  const options: SpawnOptions = { ...user, cwd: folder, stdio: 'ignore' }
  const data = join(folder, 'data')
  execFileSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    options,
  )
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=200',
  ]
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...settings.flatMap((each) => ['-c', each])],
    options,
  )
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)

  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  await untilItAnswers(url, server)
  return serverAt(url, async () => {
    process.off('exit', kill)
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      continue
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
  )
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    try {
      await run(url, 'select 1')
      return
    } catch (error) {
      if (server.exitCode !== null)
        throw new Error('PostgreSQL ended while it was starting.', { cause: error })
      await delay(50)
    }
  }
}

function serverAt(url: string, stop: () => Promise<void>): PostgresServer {
  const created: string[] = []
  return {
    async createDatabase() {
      const name = `kubit_test_${randomUUID().replaceAll('-', '')}`
      await run(url, `create database ${name}`)
      created.push(name)
      const its = new URL(url)
      its.pathname = `/${name}`
      return its.href
    },
    async stop() {
      for (const name of created) await run(url, `drop database if exists ${name} with (force)`)
      await stop()
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
