import { expect, test } from 'vitest'
import { enter } from '../web/_session.ts'
import { openWorld } from '../web/_world.ts'

/** A request of a browser that is signed in, and the heading of the page that answers it. */
async function ask(
  world: Awaited<ReturnType<typeof openWorld>>,
  path: string,
  init: RequestInit & { locale?: string; csrf?: (token: string) => string; signedIn?: boolean } = {},
) {
  const { locale = 'en', signedIn = true, ...request } = init
  const session = signedIn ? await enter(world, { locale }) : null
  const headers = new Headers(request.headers)
  headers.set('Accept', 'text/html')
  headers.set('Accept-Language', locale)
  if (session) headers.set('Cookie', session.cookie)
  if (session && init.csrf) headers.set('X-CSRF-Token', init.csrf(session.csrf))
  const answer = await world.web.request(path, { ...request, headers })
  const page = await answer.text()
  return { answer, page, heading: /<h1>(.*?)<\/h1>/s.exec(page)?.[1] }
}

const own = (token: string) => token

test.each([
  ['401', '/tickets', { signedIn: false }, 'Your session has ended'],
  ['403', '/tickets', { method: 'POST', csrf: () => 'not ours' }, 'This is not allowed'],
  ['404', '/tickets/KT-999', {}, 'Page not found'],
  ['404', '/tickets/KT-0', {}, 'Page not found'],
  ['404', '/nowhere', { signedIn: false }, 'Page not found'],
  ['404', '/telegram/-100/unlink', {}, 'Page not found'],
  ['405', '/tickets/KT-1/messages', {}, 'This address can’t be opened directly'],
  [
    '413',
    '/telegram',
    { method: 'POST', csrf: own, body: 'x'.repeat(2_000_000) },
    'The request is too large',
  ],
])('%s is a page: %s', async (status, path, init, heading) => {
  const world = await openWorld()
  await world.open()
  const body = { en: await ask(world, path, init), fa: await ask(world, path, { ...init, locale: 'fa' }) }
  expect(body.en.answer.status).toBe(Number(status))
  expect(body.en.heading).toBe(heading)
  expect(body.fa.answer.status).toBe(Number(status))
  expect(body.fa.page).toContain('<html lang="fa" dir="rtl">')
  expect(body.fa.heading).toMatch(/^[\u0600-\u06ff\s\u200c]+$/)
  for (const { answer } of [body.en, body.fa]) {
    expect(answer.headers.get('Content-Type')).toContain('text/html')
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  }
})

test('500 names the request and nothing of what went wrong', async () => {
  const world = await openWorld()
  const broken = await openWorld({
    sessions: world.sessions,
    desk: {
      ...world.desk,
      tickets: { ...world.desk.tickets, list: () => Promise.reject(new Error('a secret of ours')) },
    },
  })
  const { answer, page, heading } = await ask(broken, '/tickets')
  expect(answer.status).toBe(500)
  expect(heading).toBe('Something went wrong on our side')
  expect(page).not.toContain('secret')
  expect(page).toContain(answer.headers.get('X-Request-Id'))
})

test('503 says that it passes', async () => {
  const world = await openWorld({ panel: { jwksUrl: 'http://127.0.0.1:9/keys' } })
  const token = `${btoa('{"alg":"ES256","kid":"k"}').replaceAll('=', '')}.e30.AAAA`
  const { answer, heading } = await ask(world, `/sso?token=${token}`, { signedIn: false })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Retry-After')).not.toBeNull()
  expect(heading).toBe('Temporarily unavailable')
})

test('a long conversation shows its newest hundred, and leads to the older ones', async () => {
  const world = await openWorld()
  await world.open()
  const actor = {
    kind: 'panel',
    organizationId: 'testco',
    userId: 'u1',
    name: 'Sara',
    role: 'admin',
  } as const
  for (let n = 1; n <= 150; n++) {
    world.pass(1_000)
    await world.desk.receiveMessage(actor, 1, {
      content: { text: `message ${n}.`, entities: [], attachments: [] },
      origin: { kind: 'panel', requestKey: `k${n}` },
    })
  }
  const newest = await ask(world, '/tickets/KT-1')
  expect([...newest.page.matchAll(/message (\d+)\./g)].map(([, n]) => Number(n))).toEqual(
    Array.from({ length: 100 }, (_, at) => at + 51),
  )
  expect(newest.page).toContain('href="/tickets/KT-1?page=1"')
  const oldest = await ask(world, '/tickets/KT-1?page=1')
  expect([...oldest.page.matchAll(/message (\d+)\./g)]).toHaveLength(100)
  expect(oldest.page).toContain('id="description"')
  expect(oldest.page).toContain('href="/tickets/KT-1"')
})
