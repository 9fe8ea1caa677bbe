import { expect, test } from 'vitest'
import { enter, follow } from './_session.ts'
import { openWorld, type World } from './_world.ts'

type Security = NonNullable<Parameters<typeof openWorld>[0]>['security']

async function answersOf(security: Security = {}) {
  const world = await openWorld({ security })
  const session = await enter(world)
  const page = async (path: string) => await world.request(path, { headers: { Cookie: session.cookie } })
  return {
    world,
    pages: [await page('/tickets'), await page('/tickets/KT-9'), await world.request('/telegram')],
    data: await dataOf(world),
  }
}

async function dataOf({ sara, rival, request }: World) {
  return [
    await sara.get('/api/v1/me'),
    await rival.get('/api/v1/tickets/KT-9'),
    await request('/healthz'),
    await request('/nope'),
  ]
}

function policyOf({ headers }: { readonly headers: Headers }): Map<string, string> {
  const parts = headers.get('Content-Security-Policy')?.split('; ') ?? []
  return new Map(parts.map((part) => [part.split(' ', 1)[0] ?? '', part.slice(part.indexOf(' ') + 1)]))
}

test('a page runs only what carries its nonce, and sends nothing elsewhere', async () => {
  const { pages } = await answersOf()
  const nonces = new Set<string>()
  for (const page of pages) {
    const policy = policyOf(page)
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toMatch(/^'nonce-[\w-]{22}'$/)
    nonces.add(policy.get('script-src') ?? '')
    for (const name of ['style-src', 'font-src', 'connect-src']) expect(policy.get(name)).toBe("'self'")
    expect(policy.get('form-action')).toBe("'self' https://t.me")
    expect(policy.get('img-src')).toBe("'self' data: blob:")
    expect(policy.get('base-uri')).toBe("'none'")
    const elsewhere = page.headers.get('Content-Security-Policy')?.replace(' https://t.me', '')
    expect(elsewhere).not.toMatch(/unsafe|https?:/)
    const text = page.body as unknown as string
    expect(text).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:/i)
    const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    const nonce = policy.get('script-src')?.slice(7, -1)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(pages.length)
})

test('pages are framed by the panel and by this server, data by nobody', async () => {
  const alone = await answersOf()
  for (const page of alone.pages) {
    expect(policyOf(page).get('frame-ancestors')).toBe("'self'")
    expect(page.headers.get('X-Frame-Options')).toBe('SAMEORIGIN')
  }
  const framed = await answersOf({ panelOrigin: 'https://panel.example' })
  for (const page of framed.pages) {
    expect(policyOf(page).get('frame-ancestors')).toBe("'self' https://panel.example")
    expect(page.headers.get('X-Frame-Options')).toBeNull()
  }
  const signIn = await follow(framed.world, await framed.world.link({ jti: 'framed' }))
  expect([signIn.status, signIn.headers.get('X-Frame-Options')]).toEqual([303, null])
  expect(policyOf(signIn).get('frame-ancestors')).toBe("'self' https://panel.example")
  for (const answer of [...alone.data, ...framed.data]) {
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(answer.headers.get('X-Frame-Options')).toBe('DENY')
  }
})

test('every answer keeps a browser from guessing, leaking and opening doors', async () => {
  const { pages, data } = await answersOf()
  for (const { headers } of [...pages, ...data]) {
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    expect(headers.get('Permissions-Policy')).toContain('camera=()')
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect(headers.get('Strict-Transport-Security')).toBeNull()
    expect(headers.get('X-Powered-By')).toBeNull()
  }
  for (const { headers } of pages) expect(headers.get('Referrer-Policy')).toBe('same-origin')
  for (const { headers } of data) expect(headers.get('Referrer-Policy')).toBe('no-referrer')
})

test('https is insisted on only where it is spoken', async () => {
  const hsts = async (publicUrl: string) =>
    (await answersOf({ publicUrl })).data.map(({ headers }) => headers.get('Strict-Transport-Security'))
  expect(new Set(await hsts('http://desk.example'))).toEqual(new Set([null]))
  for (const value of await hsts('https://desk.example')) expect(value).toMatch(/^max-age=\d{7,}$/)
})

test('a wrong address is a page for people and a problem for programs', async () => {
  const { world } = await answersOf()
  const asBrowser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  const type = async (path: string, init?: RequestInit) =>
    (await world.request(path, init)).headers.get('Content-Type')
  expect(await type('/nope', asBrowser)).toContain('text/html')
  expect(await type('/nope')).toBe('application/problem+json')
  for (const path of ['/api/v1/nope', '/api/nope', '/telegram/webhook', '/openapi.json/x', '/healthz/x']) {
    expect([path, await type(path, asBrowser)]).toEqual([path, 'application/problem+json'])
  }
})
