/**
 * `npm run chaos`: people use the product while everything around it goes wrong, and what came of it is counted.
 * `-- --minutes 60 --seed 7 --database postgres`; exit code 1 where any count is not zero.
 */
import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startPostgres } from '../_support/postgres.ts'
import { report } from './_report.ts'
import { runChaos } from './_run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    database: { type: 'string', default: 'sqlite' },
    /** A file for what the product writes, with TEST_LOG=warn or another level. */
    log: { type: 'string' },
  },
})
const { minutes, seed, database, log } = values
const durationMs = Number(minutes) * 60_000
if (!(durationMs > 0) || !/^\d+$/.test(seed) || !['sqlite', 'postgres'].includes(database)) {
  process.stderr.write('Say it like --minutes 1 --seed 7 --database sqlite, or postgres.\n')
  process.exit(2)
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const server = database === 'postgres' ? await startPostgres() : null
try {
  print(`chaos: seed ${seed}, ${minutes} min, ${database}`)
  const result = await runChaos({
    seed: Number(seed),
    durationMs,
    ...(server && { postgresUrl: await server.createDatabase() }),
    ...(log !== undefined && { onOutput: (text: string) => appendFileSync(log, text) }),
  })
  for (const line of report(result)) print(line)
  print(`again: npm run chaos -- --minutes ${minutes} --seed ${seed} --database ${database}`)
  process.exitCode = result.findings.length > 0 ? 1 : 0
} finally {
  await server?.stop()
}
