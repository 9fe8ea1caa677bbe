import { expect, test } from 'vitest'
import { enter, RIVAL } from './_session.ts'
import { pdf } from '../_support/files.ts'
import { kept } from './_uploads.ts'
import { DRAFT, openWorld, type World } from './_world.ts'

async function signedIn(world: World, claims: Record<string, unknown> = {}) {
  const session = await enter(world, claims)
  const signOut = async (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    await world.request('http://desk.example/sign-out', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Cookie: session.cookie, Host: 'desk.example', ...headers },
    })
  return { ...session, signOut }
}

const FROM_ELSEWHERE: Record<string, string>[] = [
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'none' },
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://desk.example' },
  { Origin: 'https://evil.example' },
  { Origin: 'https://panel.example' },
  { Origin: 'http://desk.example.evil.example' },
  { Origin: 'http://desk.example:8080' },
  { Origin: 'null' },
  { Origin: '' },
]
const FROM_HERE: Record<string, string>[] = [
  {},
  { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
  { Origin: 'http://desk.example' },
  { Origin: 'https://support.example' },
]
const SETTINGS = { security: { panelOrigin: 'https://panel.example', publicUrl: 'https://support.example' } }

test('a form from elsewhere changes nothing, whatever it holds', async () => {
  const world = await openWorld(SETTINGS)
  const { csrf, holds, signOut } = await signedIn(world)
  for (const headers of FROM_ELSEWHERE) {
    const answer = await signOut({ _csrf: csrf }, { ...headers, 'X-CSRF-Token': csrf })
    expect([headers, answer.status]).toEqual([headers, 403])
    expect(answer.headers.get('Content-Type')).toContain('text/html')
  }
  expect(await holds()).toBe(true)
})

test('a form from here works, in the field or in the header', async () => {
  const world = await openWorld(SETTINGS)
  for (const headers of FROM_HERE) {
    const inField = await signedIn(world)
    expect([headers, (await inField.signOut({ _csrf: inField.csrf }, headers)).status]).toEqual([
      headers,
      303,
    ])
    expect(await inField.holds()).toBe(false)
    const inHeader = await signedIn(world)
    expect((await inHeader.signOut({}, { ...headers, 'X-CSRF-Token': inHeader.csrf })).status).toBe(303)
  }
})

test('a form without this session’s token is refused', async () => {
  const world = await openWorld(SETTINGS)
  const { csrf, holds, signOut } = await signedIn(world)
  const rival = await signedIn(world, RIVAL)
  for (const wrong of ['', 'x', rival.csrf, `${csrf}x`, csrf.toLowerCase(), '\u0000']) {
    expect((await signOut({ _csrf: wrong })).status).toBe(403)
    expect((await signOut({ _csrf: csrf }, { 'X-CSRF-Token': encodeURIComponent(wrong) })).status).toBe(403)
  }
  expect((await signOut({})).status).toBe(403)
  expect([await holds(), await rival.holds()]).toEqual([true, true])
})

test('only a form is read for its token', async () => {
  const world = await openWorld(SETTINGS)
  const { csrf, holds, cookie } = await signedIn(world)
  const post = async (type: string, body: string) =>
    await world.request('/sign-out', {
      method: 'POST',
      body,
      headers: { Cookie: cookie, 'Content-Type': type },
    })
  for (const type of ['application/json', 'text/plain', 'text/html', '']) {
    expect((await post(type, JSON.stringify({ _csrf: csrf }))).status).toBe(403)
    expect((await post(type, `_csrf=${csrf}`)).status).toBe(403)
  }
  const form = new FormData()
  form.set('_csrf', csrf)
  const multipart = { method: 'POST', body: form, headers: { Cookie: cookie } }
  expect((await world.request('/sign-out', multipart)).status).toBe(403)
  const large = await post('application/x-www-form-urlencoded', `_csrf=${csrf}&a=${'x'.repeat(2_000_000)}`)
  expect(large.status).toBe(413)
  expect(await holds()).toBe(true)
})

test('only where files belong a form may be larger than others', async () => {
  const world = await openWorld(SETTINGS)
  const form = new FormData()
  form.set('locale', 'en')
  form.set('groupId', '-1001234567890')
  form.set('rest', 'x'.repeat(2_000_000))
  for (const claims of [{}, RIVAL]) {
    const { cookie, csrf } = await signedIn(world, claims)
    for (const path of ['/language', '/telegram', '/sign-out', '/tickets/KT-1/close']) {
      const headers = { Cookie: cookie, 'X-CSRF-Token': csrf }
      const { status } = await world.request(path, { method: 'POST', body: form, headers })
      expect([path, status]).toEqual([path, 413])
    }
  }
})

test('without a session there is nothing to forge', async () => {
  const world = await openWorld(SETTINGS)
  for (const path of ['/sign-out', '/language', '/tickets']) {
    expect((await world.request(path, { method: 'POST' })).status).toBe(401)
  }
})

test('a form of a session before this one is shown again as it was, and counts only when it is sent again', async () => {
  const world = await openWorld(SETTINGS)
  const ref = await world.open()
  const before = await enter(world)
  const { cookie, csrf } = await enter(world)
  const rival = await enter(world, RIVAL)
  const send = async (path: string, token: string, headers: Record<string, string>) => {
    const body = new FormData()
    const fields = { _csrf: token, _key: 'k', ...DRAFT, text: DRAFT.description }
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('files', new Blob([new Uint8Array(pdf())]), 'a.pdf')
    const answer = await world.web.request(path, { method: 'POST', body, headers })
    return { status: answer.status, page: await answer.text() }
  }
  for (const path of ['/tickets', `/tickets/${ref}/messages`]) {
    for (const stale of [before.csrf, rival.csrf, '']) {
      const { status, page } = await send(path, stale, { Cookie: cookie })
      expect([stale, status]).toEqual([stale, 403])
      expect(page).toContain(DRAFT.description)
      expect(page).toContain(`name="_csrf" value="${csrf}"`)
      expect(page).toContain('دوباره وارد شده‌اید')
    }
    for (const headers of FROM_ELSEWHERE) {
      const { status, page } = await send(path, before.csrf, { ...headers, Cookie: cookie })
      expect([status, page.includes(DRAFT.description)]).toEqual([403, false])
    }
    expect((await send(path, before.csrf, {})).status).toBe(401)
  }
  expect((await world.sara.get('/api/v1/tickets')).body.total).toBe(1)
  expect((await world.sara.get(`/api/v1/tickets/${ref}/messages`)).body.total).toBe(0)
  expect(kept(world)).toEqual([])
  expect((await send('/tickets', csrf, { Cookie: cookie })).status).toBe(303)
})

test('every form of the pages wants a session, and its token', async () => {
  const world = await openWorld(SETTINGS)
  const { cookie } = await signedIn(world)
  const forms = world.web.routes
    .filter(({ method, path }) => method === 'POST' && !/^\/(?:api|sso)\b/.test(path))
    .map(({ path }) => path.replace(':ref', 'KT-1').replace(/:\w+/, '-100'))
  expect(forms).toEqual(expect.arrayContaining(['/telegram', '/telegram/links', '/tickets/KT-1/close']))
  const post = async (path: string, headers: Record<string, string>) =>
    (await world.request(path, { method: 'POST', body: new URLSearchParams(), headers })).status
  for (const path of forms) {
    expect([path, await post(path, {})]).toEqual([path, 401])
    expect([path, await post(path, { Cookie: cookie })]).toEqual([path, 403])
  }
})
