import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
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
  ['bot/render/b7.ts', `export * from '../channel/parcels.ts'`, layers],
  ['bot/staff/b8.ts', `export * from '../customer/take-message.ts'`, layers],
  ['bot/customer/b5.ts', `export type { GroupStore } from '../../core/groups/ports.ts'`, layers],
  ['bot/staff/b6.ts', `export type { TicketStore } from '../../core/changes/ports.ts'`, layers],
  ['web/api/c4.ts', `export type { OutboxStore } from '../../core/deliveries/ports.ts'`, layers],
  ['jobs/e3.ts', `export type { PeopleStore } from '../core/people/ports.ts'`, layers],
  ['web/c1.ts', `export { Bot } from 'grammy'`, layers],
  ['web/api/c2.ts', `export * from '../../db/tickets/ticket-store.ts'`, layers],
  ['web/c3.tsx', `export * from '../bot/channel/deliver.ts'`, layers],
  ['db/d1.ts', `export { Hono } from 'hono'`, layers],
  ['db/d2.ts', `export * from '../jobs/poller.ts'`, layers],
  ['jobs/e1.ts', `export { Pool } from 'pg'`, layers],
  ['jobs/e2.ts', `export * from '../sms/sender.ts'`, layers],
  ['sms/f1.ts', `export * from '../app.ts'`, layers],
  ['locales/h1.ts', `export * from '../core/foundation/errors.ts'`, layers],
  ['config/k1.ts', `export * from '../sms/sender.ts'`, layers],
  ['file-store/l1.ts', `export * from '../db/index.ts'`, layers],
  ['app/m1.ts', `export { Hono } from 'hono'`, layers],
  ['sandbox/g1.ts', `export type * from '../logger.ts'`, layers],
  ['sandbox/server/g2.ts', `export { Bot } from 'grammy'`, layers],
  ['sandbox/server/g3.ts', `export { Hono } from 'hono'`, layers],
  ['sandbox/server/g4.ts', `export * from '../demo/demo.ts'`, layers],
  ['sandbox/server/driver/g5.ts', `export * from '../../demo/demo.ts'`, layers],
  ['sandbox/server/driver/g6.ts', `export * from '../../../core/foundation/text.ts'`, layers],
  ['sandbox/demo/g7.ts', `export type * from '../../logger.ts'`, layers],
  ['sandbox/demo/page/g8.ts', `export * from '../../../web/app.ts'`, layers],
  ['sandbox/tests/g9.test.ts', `export * from '../../app.ts'`, layers],
  ['web/c5.ts', `export type * from '../sandbox/index.ts'`, layers],
  ['connect-telegram.ts', `export * from './sandbox/server/clock.ts'`, layers],
  ['tests/journeys/j1.test.ts', `export * from '../../sandbox/server/clock.ts'`, layers],
  ['tests/j2.ts', `export type * from '../sandbox/demo/demo.ts'`, layers],
  ['scripts/j3.ts', `export * from '../sandbox/tests/_world.ts'`, layers],
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
  ['sandbox/z7.ts', `export * from './server/y8.ts'`],
  ['sandbox/server/y8.ts', `export type { User } from '@grammyjs/types'\nexport * from './driver/y9.ts'`],
  [
    'sandbox/server/driver/y9.ts',
    `export { Busboy } from '@fastify/busboy'\nexport * from '../world/z10.ts'`,
  ],
  ['sandbox/demo/z11.ts', `export { Hono } from 'hono'\nexport * from '../server/y8.ts'`],
  ['sandbox/demo/page/z12.ts', `export * from '../z11.ts'\nexport * from '../../server/driver/y9.ts'`],
  ['sandbox/tests/z13.test.ts', `export { Bot } from 'grammy'\nexport * from '../server/driver/y9.ts'`],
  ['doctor.ts', `export * from './sandbox/index.ts'`],
  ['tests/journeys/z14.test.ts', `export * from '../../sandbox/index.ts'`],
  ['tests/sandbox-page/z15.test.ts', `export * from '../sandbox-page/_browser.ts'`],
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
        !/^(sandbox\/tests|tests|db\/migrations)\/|^locales\/keys\.ts$|\.gen\.ts$/.test(file),
    )
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n') }))

  test('no two folders of core, bot, web or db import each other', () => {
    expect(mutualImports(sources.filter(({ file }) => /^(core|bot|web|db)\//.test(file)))).toEqual([])
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

describe('ARCHITECTURE.md', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const [, tree = ''] = text.split('```')

  test('has at most 80 lines', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(80)
  })

  test('names only what exists', () => {
    const named = [
      ...pathsInTree(tree),
      ...[...text.matchAll(/`([\w-]+\/[\w./-]*|[\w-]+\.ts)`/g)].map(([, path = '']) => path),
    ]
    expect(named.length).toBeGreaterThan(40)
    const folders = ['', 'core/', 'web/', 'db/', 'sandbox/', 'locales/', 'tests/']
    expect(named.filter((path) => !folders.some((folder) => existsSync(join(root, folder, path))))).toEqual(
      [],
    )
  })

  test('names every folder of core and bot', () => {
    const rooms = ['core', 'bot'].flatMap((house) =>
      readdirSync(join(root, house), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${house}/${name}/`),
    )
    expect(rooms.filter((room) => !pathsInTree(tree).includes(room))).toEqual([])
  })
})

/** The paths of a tree drawn by indentation: what is indented stands in the folder above it. */
function pathsInTree(tree: string): string[] {
  let house = ''
  return tree.split('\n').flatMap((line) => {
    const inside = /^ {2}\S/.test(line)
    const names = [
      ...line.matchAll(/(?<=^|[\s:,(])((?:[\w-]+\/)+|[\w/-]+\.(?:ts|cjs|ftl))(?=$|[\s:,;)])/g),
    ].map(([, name = '']) => name)
    if (/^\S/.test(line)) house = names[0]?.endsWith('/') ? names[0] : ''
    return names.map((name) => (inside ? `${house}${name}` : name))
  })
}

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
