import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { expect, onTestFinished } from 'vitest'
import { createDesk, type Desk } from '../../core/desk.ts'
import type { AuditStore } from '../../core/audit/ports.ts'
import type { DeskSettings } from '../../core/foundation/settings.ts'
import type { FetchFile } from '../../core/files/fetch-file.ts'
import type { ChatInspection } from '../../core/groups/group.ts'
import type { SessionStore } from '../../core/doorways/sessions.ts'
import type { EventStore } from '../../core/events/ports.ts'
import type { RequestStore } from '../../core/doorways/requests.ts'
import { createFileStore } from '../../file-store/folder.ts'
import { openDatabase } from '../../db/index.ts'
import { createTranslator } from '../../locales/translate.ts'
import { createLogger } from '../../logger.ts'
import { createWeb, type WebDeps } from '../../web/app.ts'

export const SECRET = 'a secret that only the panel and the desk know'
export const MEMBERSHIP_TTL_MS = 90 * 24 * 3_600_000
export const AGENT = { kind: 'agent', telegramId: 77, name: 'Nima' } as const
export const DRAFT = {
  title: 'سرور در دسترس نیست',
  description: 'از صبح پاسخ نمی‌دهد.',
  priority: 'high',
  category: 'technical',
} as const

/** What the documents of the API may hold; a test knows which one it has. */
interface Body {
  readonly ref: string
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly description: string
  readonly text: string
  readonly code: string
  readonly status: string | number
  readonly closedAt: string | null
  readonly assignee: unknown
  readonly attachments: Body[]
  readonly url: string
  readonly history: unknown[]
  readonly errors?: { readonly field: string; readonly code: string; readonly message: string }[]
  readonly groupId: string
  readonly items: Body[]
  readonly total: number
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> }

/** Somebody signed in to the panel. */
export interface Client {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string): Promise<Answer>
  send(path: string, init: Init): Promise<Answer>
  /** The answer as it is, for what is no document. */
  fetch(path: string, init?: Init): Promise<Response>
}

export interface World {
  readonly desk: Desk
  readonly sessions: SessionStore
  readonly events: EventStore
  readonly audit: AuditStore
  readonly web: ReturnType<typeof createWeb>
  /** Two users of one organization and one of another. */
  readonly sara: Client
  readonly omid: Client
  readonly rival: Client
  readonly log: string[]
  /** Where files are stored. */
  readonly filesFolder: string
  /** What Telegram says of each chat; the rest are absent. */
  readonly chats: Map<number, ChatInspection>
  now(): Date
  pass(ms: number): void
  token(claims?: Record<string, unknown>): Promise<string>
  /** A token for the browser, as `/sso` takes it. */
  link(claims?: Record<string, unknown>): Promise<string>
  signIn(claims: Record<string, unknown>): Promise<Client>
  /** A ticket that Sara opened; its reference. */
  open(draft?: Record<string, unknown>): Promise<string>
  request(path: string, init?: RequestInit): Promise<Answer>
}

export interface WorldOptions extends Partial<Omit<WebDeps, 'requests'>> {
  /** Puts faults before the real store. */
  readonly faulty?: (requests: RequestStore) => RequestStore
  /** Telegram, for files; it does not answer otherwise. */
  readonly fetchFile?: FetchFile
  readonly settings?: Partial<DeskSettings>
}

/** A web on a database file of its own. */
export async function openWorld({
  faulty,
  fetchFile = async () => ({ kind: 'retry', afterMs: null }),
  settings = {},
  ...overrides
}: WorldOptions = {}): Promise<World> {
  let now = Date.parse('2026-11-22T10:00:00Z')
  const clock = () => new Date(now)
  const folder = mkdtempSync(join(tmpdir(), 'web-'))
  const filesFolder = join(folder, 'files')
  const databasePath = join(folder, 'desk.db')
  const database = await openDatabase(
    { kind: 'sqlite', path: databasePath },
    { clock, membershipTtlMs: MEMBERSHIP_TTL_MS },
  )
  onTestFinished(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const chats = new Map<number, ChatInspection>()
  const log: string[] = []
  let id = 0
  const desk = createDesk({
    ...database.stores,
    clock,
    randomId: () => ++id,
    settings: {
      staffChatId: () => -1009,
      smsSettleMs: 0,
      attachmentTypes: [],
      attachmentQuota: 2 ** 40,
      minFreeDisk: 0,
      autoCloseAfterMs: 172_800_000,
      timeZone: 'Asia/Tehran',
      defaultRole: 'admin',
      groupLinkWindowMs: 86_400_000,
      membershipTtlMs: MEMBERSHIP_TTL_MS,
      ...settings,
    },
    files: createFileStore(filesFolder),
    fetchFile,
    inspectChat: async (chatId) => chats.get(chatId) ?? { kind: 'absent' },
  })
  const web = createWeb({
    desk,
    requests: faulty ? faulty(database.stores.requests) : database.stores.requests,
    sessions: database.stores.sessions,
    panel: { jwtSecrets: [SECRET] },
    security: {},
    plainCookie: false,
    closing: new AbortController().signal,
    ready: async () => ({ database: 'ok', telegram: 'ok' }),
    telegramAwaySince: () => null,
    count: database.stores.counts(1),
    apiRateLimit: 0,
    botName: () => 'KubitSupportBot',
    translator: createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran' }),
    logger: createLogger({ level: 'debug', destination: { write: (line) => log.push(line) } }),
    clock,
    ...overrides,
  })

  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await web.request(path, init)
    const text = await answer.text()
    const isJson = text !== '' && answer.headers.get('Content-Type')?.endsWith('json') === true
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    }
  }

  const token = async (claims: Record<string, unknown> = {}): Promise<string> => {
    const iat = Math.floor(now / 1000)
    const given = {
      sub: 'u1',
      name: 'Sara',
      org: { id: 'testco', name: 'Testco' },
      aud: 'support',
      iat,
      exp: iat + 3600,
      ...claims,
    }
    return await new SignJWT(given)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET))
  }

  const link = async (claims: Record<string, unknown> = {}): Promise<string> =>
    await token({ aud: 'support-sso', exp: Math.floor(now / 1000) + 300, ...claims })

  const signIn = async (claims: Record<string, unknown>): Promise<Client> => {
    const signed = async (init: Init): Promise<RequestInit> => {
      const authorization = `Bearer ${await token(claims)}`
      return { ...init, headers: { Authorization: authorization, ...init.headers } }
    }
    const send = async (path: string, init: Init) => await request(path, await signed(init))
    return {
      send,
      fetch: async (path, init = {}) => await web.request(path, await signed(init)),
      get: async (path) => await send(path, {}),
      delete: async (path) => await send(path, { method: 'DELETE' }),
      post: async (path, body, headers) => {
        const json = body === undefined ? {} : { body: JSON.stringify(body) }
        const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
        return await send(path, { method: 'POST', ...json, headers: { ...type, ...headers } })
      },
    }
  }

  const sara = await signIn({})
  return {
    desk,
    sessions: database.stores.sessions,
    events: database.stores.events,
    audit: database.stores.audit,
    web,
    sara,
    omid: await signIn({ sub: 'u2', name: 'Omid' }),
    // The same user id in another organization is another user.
    rival: await signIn({ name: 'Reza', org: { id: 'rival', name: 'Rival' } }),
    log,
    filesFolder,
    chats,
    now: clock,
    pass: (ms) => {
      now += ms
    },
    token,
    link,
    signIn,
    request,
    open: async (draft = {}) => {
      const opened = await sara.post('/api/v1/tickets', { ...DRAFT, ...draft })
      expect(opened.status).toBe(201)
      return opened.body.ref
    },
  }
}

/** Checks that an answer is a well-formed problem document. */
export function expectProblem(answer: Answer, status: number, code: string, ...fields: string[]): void {
  expect(answer.body).toMatchObject({ status, code, type: `urn:problem-type:kubit-support:${code}` })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  for (const text of [answer.body.title, answer.body.detail]) expect(text).toMatch(/\S/)
  const errors = answer.body.errors ?? []
  for (const error of errors) expect(error.message).toMatch(/\S/)
  if (fields.length > 0) expect(errors.map((error) => `${error.field} ${error.code}`)).toEqual(fields)
}

/** A promise that the test resolves. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
