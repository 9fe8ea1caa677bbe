import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const layers = 'eslint(no-restricted-imports)'

const refused: readonly (readonly [file: string, code: string, rule: string])[] = [
  ['core/a1.ts', `export { readFile } from 'node:fs/promises'`, layers],
  ['core/a2.ts', `export { Hono } from 'hono'`, layers],
  ['core/a3.ts', `export type { Bot } from 'grammy'`, layers],
  ['core/a4.ts', `export { sql } from 'drizzle-orm'`, layers],
  ['core/tickets/a5.ts', `export * from '../../db/index.ts'`, layers],
  ['core/a6.ts', `export type * from '../bot/bot.ts'`, layers],
  ['core/tickets/a10.ts', `export type * from '../work/open-ticket.ts'`, layers],
  ['core/work/a11.ts', `export type * from '../conversation/answer.ts'`, layers],
  ['core/plans/a12.ts', `export type * from '../desk.ts'`, layers],
  ['core/a7.ts', `export * from '../locales/translate.ts'`, layers],
  ['core/a8.ts', `export type * from '../logger.ts'`, layers],
  ['core/a13.ts', `export { parsePhoneNumber } from 'libphonenumber-js/max'`, layers],
  ['core/a9.ts', `export const load = () => import('hono')`, layers],
  ['bot/b1.ts', `export { sql } from 'drizzle-orm'`, layers],
  ['bot/b2.ts', `export { Hono } from 'hono'`, layers],
  ['bot/customer/b3.ts', `export * from '../../web/app.ts'`, layers],
  ['bot/b4.ts', `export * from '../config/config.ts'`, layers],
  ['bot/customer/b5.ts', `export type { GroupStore } from '../../core/groups/ports.ts'`, layers],
  ['bot/staff/b6.ts', `export type { TicketStore } from '../../core/changes/ports.ts'`, layers],
  ['web/api/c4.ts', `export type { OutboxStore } from '../../core/deliveries/ports.ts'`, layers],
  ['jobs/e3.ts', `export type { PeopleStore } from '../core/people/ports.ts'`, layers],
  ['web/c1.ts', `export { Bot } from 'grammy'`, layers],
  ['web/api/c2.ts', `export * from '../../db/tickets/tickets.ts'`, layers],
  ['web/c3.tsx', `export * from '../bot/channel/channel.ts'`, layers],
  ['db/d1.ts', `export { Hono } from 'hono'`, layers],
  ['db/d2.ts', `export * from '../jobs/poller.ts'`, layers],
  ['jobs/e1.ts', `export { Pool } from 'pg'`, layers],
  ['jobs/e2.ts', `export * from '../sms/sender.ts'`, layers],
  ['sms/f1.ts', `export * from '../app.ts'`, layers],
  ['sandbox/g1.ts', `export { Bot } from 'grammy'`, layers],
  ['sandbox/g2.ts', `export * from '../web/app.ts'`, layers],
  ['locales/h1.ts', `export * from '../core/foundation/errors.ts'`, layers],
  ['config/k1.ts', `export * from '../sms/sender.ts'`, layers],
  ['file-store/l1.ts', `export * from '../db/index.ts'`, layers],
  ['app/m1.ts', `export { Hono } from 'hono'`, layers],
  ['app.ts', `export { default } from 'better-sqlite3'`, layers],
  ['main.ts', `export * from './tests/journeys/story.ts'`, layers],
  [
    'core/cycle-a.ts',
    `import { b } from './cycle-b.ts'\nexport const a = (): number => b()`,
    'import(no-cycle)',
  ],
  [
    'core/cycle-b.ts',
    `import { a } from './cycle-a.ts'\nexport const b = (): number => a()`,
    'import(no-cycle)',
  ],
  ['bot/i1.ts', `export const x = (y: any): number => Number(y)`, 'typescript(no-explicit-any)'],
  ['bot/i2.ts', `// @ts-ignore\nexport const x = 1`, 'typescript(ban-ts-comment)'],
  ['bot/i3.ts', `console.log(1)\nexport {}`, 'eslint(no-console)'],
  ['bot/i4.ts', `export const x = process.env['BOT_TOKEN']`, 'node(no-process-env)'],
  [
    'bot/i5.ts',
    `export function x(send: () => Promise<void>): void {\n  send()\n}`,
    'typescript(no-floating-promises)',
  ],
]

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['core/z1.ts', `export { z } from 'zod'`],
  ['core/tickets/z2.ts', `export * from '../z1.ts'`],
  [
    'bot/staff/z3.ts',
    `export { Bot } from 'grammy'\nexport type { User } from '@grammyjs/types'\nexport * from '../../core/z1.ts'`,
  ],
  [
    'web/z4.ts',
    `export { Hono } from 'hono'\nexport { jsx } from 'hono/jsx'\nexport * from '../core/z1.ts'\nexport * from '../locales/z5.ts'`,
  ],
  ['locales/z5.ts', `export { readFileSync } from 'node:fs'\nexport { FluentBundle } from '@fluent/bundle'`],
  [
    'db/z6.ts',
    `export { sql } from 'drizzle-orm'\nexport { Pool } from 'pg'\nexport type { Logger } from '../logger.ts'`,
  ],
  [
    'bot/staff/z8.ts',
    `export type { GroupReader } from '../../core/groups/reader.ts'\nexport type { Desk } from '../../core/desk.ts'`,
  ],
  ['db/groups/z9.ts', `export type { GroupStore } from '../../core/groups/ports.ts'`],
  ['sandbox/z7.ts', `export { serve } from '@hono/node-server'\nexport type { User } from '@grammyjs/types'`],
]

describe('the linter', () => {
  let found: Map<string, string[]>
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'))
    for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    for (const [file, code] of [...refused, ...allowed]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${code}\n`)
    }
    found = lint(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(refused)('refuses %s: %s', (file, _code, rule) => {
    expect(found.get(file)).toContain(rule)
  })

  test.each(allowed)('lets %s be', (file) => {
    expect(found.get(file) ?? []).not.toContain(layers)
  })
})

describe('the sources', () => {
  const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.css'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(
      (file) =>
        file &&
        existsSync(join(root, file)) &&
        !/^(tests|db\/migrations)\/|^locales\/keys\.ts$|\.gen\.ts$/.test(file),
    )
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n') }))

  test('no two folders of core or db import each other', () => {
    expect(mutualImports(sources.filter(({ file }) => /^(core|db)\//.test(file)))).toEqual([])
  })

  test('no file is over 400 lines', () => {
    expect(sources.filter(({ lines }) => lines.length > 400).map(({ file }) => file)).toEqual([])
  })

  test('nine files in ten are under 200 lines', () => {
    const long = sources.filter(({ lines }) => lines.length >= 200)
    expect(long.length, long.map(({ file }) => file).join(', ')).toBeLessThanOrEqual(sources.length / 10)
  })

  test('what people read stands in locales/', () => {
    const arabicScript = /[\u0600-\u06ff]/
    const words = sources
      .filter(({ file }) => !/^(locales|sandbox)\//.test(file))
      .flatMap(({ file, lines }) => lines.map((text, at) => ({ at: `${file}:${at + 1}`, text })))
      .filter(({ text }) => arabicScript.test(text.replace(/^\s*(\/\/|\/?\*).*/, '')))
    expect(words).toEqual([])
  })
})

/** Pairs of folders whose files import each other, types among them. */
function mutualImports(
  files: readonly { readonly file: string; readonly lines: readonly string[] }[],
): string[] {
  const arrows = new Set<string>()
  for (const { file, lines } of files) {
    for (const [, path = ''] of lines.join('\n').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const [from, to] = [dirname(file), dirname(join(dirname(file), path))]
      if (from !== to) arrows.add(`${from} ${to}`)
    }
  }
  return [...arrows].filter((arrow) => {
    const [from = '', to = ''] = arrow.split(' ')
    return from < to && arrows.has(`${to} ${from}`)
  })
}

/** The names of the broken rules by file. */
function lint(cwd: string): Map<string, string[]> {
  const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], { cwd, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  const rules = new Map<string, string[]>()
  for (const { code, filename } of diagnostics) rules.set(filename, [...(rules.get(filename) ?? []), code])
  return rules
}
