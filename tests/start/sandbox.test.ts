import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { PANEL_SECRET, signToken, TESTCO } from '../_support/panel.ts'
import { createDataDir, start, runToEnd } from './_process.ts'

const REAL = {
  STAFF_CHAT_ID: '-1001234567890',
  PANEL_JWT_SECRET: PANEL_SECRET,
  PANEL_JWKS_URL: 'https://panel.example.com/jwks',
  SMS_PROVIDER: 'kavenegar',
  DATABASE_URL: 'postgres://u:p@127.0.0.1:1/d',
  PUBLIC_URL: 'https://support.example.com',
  NODE_ENV: 'production',
}

test.each(Object.entries(REAL))(
  'a start without BOT_TOKEN but with %s is refused in words',
  async (name, value) => {
    const DATA_DIR = createDataDir()
    const { status, words } = await runToEnd({ DATA_DIR, [name]: value })
    expect(status).toBe(1)
    expect(words).toMatch(
      /^These settings have to be mended first:\n- BOT_TOKEN is missing, and only a real /,
    )
    expect(words).toContain(name)
    expect(words).toContain('SANDBOX=1')
    expect(words).not.toContain('    at ')
    expect(readdirSync(DATA_DIR)).toEqual([])
  },
)

test('the doctor says the same', async () => {
  const settings = { ...REAL, DATA_DIR: createDataDir() }
  const { words } = await runToEnd(settings)
  expect(words).toContain('only a real installation has')
  const seen = await runToEnd(settings, 'doctor')
  expect(seen).toEqual({ status: 1, words: `✗ ${words}` })
  expect(readdirSync(settings.DATA_DIR)).toEqual([])
})

test.each(['support.db', 'files'])(
  'a start without BOT_TOKEN beside a real %s is refused in words',
  async (name) => {
    const DATA_DIR = createDataDir()
    mkdirSync(join(DATA_DIR, name))
    const { status, words } = await runToEnd({ DATA_DIR })
    expect(status).toBe(1)
    expect(words).toMatch(
      /^These settings .*\n- BOT_TOKEN is missing, and .+ belongs to a real installation: .*SANDBOX=1.*sandbox\.\n$/,
    )
    expect(words).toContain(join(DATA_DIR, name))
    const seen = await runToEnd({ DATA_DIR }, 'doctor')
    expect(seen).toEqual({ status: 1, words: expect.stringContaining(words.trim()) })
    expect(readdirSync(DATA_DIR)).toEqual([name])
  },
)

test('SANDBOX=1 with BOT_TOKEN is a contradiction', async () => {
  const DATA_DIR = createDataDir()
  const settings = { ...REAL, SMS_PROVIDER: 'log', BOT_TOKEN: '123:abc', SANDBOX: '1' }
  const { status, words } = await runToEnd({ DATA_DIR, ...settings })
  expect([status, words]).toEqual([1, expect.stringContaining('- SANDBOX=1 contradicts BOT_TOKEN')])
  expect(readdirSync(DATA_DIR)).toEqual([])
})

test('SANDBOX=1 beside a real installation touches nothing of it, and signs with a secret of each start', async () => {
  const DATA_DIR = createDataDir()
  writeFileSync(join(DATA_DIR, 'support.db'), 'real customers')
  const settings = { DATA_DIR, SANDBOX: '1', HOST: '0.0.0.0', ...REAL }
  const first = await start(settings)
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
  expect(readdirSync(DATA_DIR).toSorted()).toEqual(['sandbox', 'support.db'])
  expect(readFileSync(join(DATA_DIR, 'support.db'), 'utf8')).toBe('real customers')
  expect(readdirSync(join(DATA_DIR, 'sandbox'))).toContain('support.db')

  const user = { sub: 'u-1', name: 'Mallory', org: TESTCO }
  const real = await signToken(user)
  expect(await statusOf(first.url, real)).toBe(401)
  const token = await mint(first.url)
  expect(decodeProtectedHeader(token).alg).toBe('HS256')
  await expect(jwtVerify(token, new TextEncoder().encode(PANEL_SECRET))).rejects.toThrow('signature')
  expect(await statusOf(first.url, token)).toBe(200)

  expect((await first.product.terminate()).code).toBe(0)
  const second = await start(settings)
  expect(await statusOf(second.url, token)).toBe(401)
  expect(await statusOf(second.url, await mint(second.url))).toBe(200)
})

test('the sandbox listens on 127.0.0.1 alone, whatever HOST says', async () => {
  const { url } = await start({ DATA_DIR: createDataDir(), HOST: '0.0.0.0' })
  const port = Number(new URL(url).port)
  // An address of this machine as well: a server on 0.0.0.0 would answer there.
  expect(await reach('127.0.0.2', port)).toBe('ECONNREFUSED')
  expect(await reach('127.0.0.1', port)).toBe('open')
})

test("the sandbox's controls answer its own page on this machine only", async () => {
  const { url } = await start({ DATA_DIR: createDataDir() })
  const port = new URL(url).port
  const ask = async (method: string, path: string, headers: IncomingHttpHeaders) =>
    await statusFor(`${url}/sandbox${path}`, method, headers)
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `desk.localhost:${port}`, '[::1]:8080', 'LOCALHOST']
  for (const host of own) expect([host, await ask('GET', '/state', { host })]).toEqual([host, 200])
  for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example`, `10.0.0.1:${port}`]) {
    for (const path of ['', '/state', '/events', '/assets/main.js', '/files/1', '/nothing']) {
      expect([host, path, await ask('GET', path, { host })]).toEqual([host, path, 403])
    }
    const origin = `http://${host}`
    expect([host, await ask('POST', '/panel/tokens', { host, origin })]).toEqual([host, 403])
  }

  const host = `127.0.0.1:${port}`
  const strangers = ['https://evil.example', 'null', `http://localhost:${port}`, 'http://127.0.0.1:1', 'x']
  for (const origin of strangers) {
    for (const [method, path] of [
      ['POST', '/panel/tokens'],
      ['POST', '/clock'],
      ['PUT', '/language'],
      ['GET', '/state'],
    ] as const) {
      const status = await ask(method, path, { host, origin, 'content-type': 'application/json' })
      expect([origin, path, status]).toEqual([origin, path, 403])
    }
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', undefined]) {
    const headers = { host, ...(type !== undefined && { 'content-type': type }) }
    expect([type, await ask('POST', '/panel/tokens', { ...headers, origin: 'http://evil.example' })]).toEqual(
      [type, 403],
    )
  }
  const origin = `http://${host}`
  expect(await ask('POST', '/panel/tokens', { host, origin, 'content-type': 'application/json' })).toBe(201)
})

async function mint(url: string): Promise<string> {
  const answer = await fetch(`${url}/sandbox/panel/tokens`, {
    method: 'POST',
    body: '{}',
    headers: JSON_BODY,
  })
  return ((await answer.json()) as { bearer: string }).bearer
}

const JSON_BODY = { 'Content-Type': 'application/json' }

async function statusOf(url: string, token: string): Promise<number> {
  return (await fetch(`${url}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } })).status
}

/** By node:http: fetch would not send another Host. */
function statusFor(url: string, method: string, headers: IncomingHttpHeaders): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    asked.on('error', reject)
    asked.end(method === 'GET' ? undefined : '{}')
  })
}

function reach(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy()
      resolve('open')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}
