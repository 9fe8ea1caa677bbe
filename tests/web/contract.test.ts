import fc from 'fast-check'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { PANEL_SECRET, TESTCO } from '../_support/panel.ts'
import { startWorld } from '../_support/world.ts'
import { addresses, bodies, createCheck, forms, type Operation, operationsOf } from './_contract.ts'

const RUNS = { numRuns: 40 }
const SECRET = 'rival-secret-8b1f'
const DRAFT = { title: 'عنوان', description: 'شرح', priority: 'low', category: 'sales' }
const RIVAL_DRAFT = { ...DRAFT, title: `${SECRET} title`, description: `${SECRET} description` }

/** A good request for each operation. `form` goes as multipart. */
const GOOD: Readonly<
  Record<
    string,
    {
      readonly params?: Record<string, string>
      readonly query?: string
      readonly body?: object
      readonly form?: object
      readonly status: number
    }
  >
> = {
  readHealth: { status: 200 },
  readReadiness: { status: 200 },
  readMetrics: { status: 200 },
  readMe: { status: 200 },
  listPlans: { status: 200 },
  listGroups: { status: 200 },
  activateGroup: { status: 200 },
  createGroupLink: { status: 201 },
  openTicket: { body: DRAFT, status: 201 },
  listTickets: {
    query: 'status=awaiting_response,closed&priority=low&sort=-priority&pageSize=5&q=عنوان',
    status: 200,
  },
  readTicket: { params: { ref: 'KT-1' }, status: 200 },
  writeMessage: { params: { ref: 'KT-1' }, form: { text: 'سلام' }, status: 201 },
  listMessages: { params: { ref: 'KT-1' }, query: 'page=1&pageSize=10', status: 200 },
  readAttachment: { status: 200 },
  closeTicket: { params: { ref: 'KT-1' }, status: 200 },
  reopenTicket: { params: { ref: 'KT-1' }, status: 200 },
  followEvents: { status: 200 },
  unlinkGroup: { status: 204 },
  listMembers: { status: 200 },
  endMembership: { params: { sub: 'u-1' }, status: 204 },
  listAudit: { query: 'page=1&pageSize=10', status: 200 },
}

interface Init {
  readonly body?: string | FormData
  readonly headers?: Readonly<Record<string, string>>
}

async function startContract() {
  const world = await startWorld({ env: { API_RATE_LIMIT: '0' } })
  const tokenOf = async (sub: string, org: { id: string; name: string }) =>
    await new SignJWT({ name: org.id === 'rival' ? SECRET : 'علی', org })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setAudience('support')
      .setExpirationTime('2h')
      .sign(new TextEncoder().encode(PANEL_SECRET))
  const ours = await tokenOf('ours', TESTCO)
  const theirs = await tokenOf('u-1', { id: 'rival', name: SECRET })
  const send = async (token: string, method: string, path: string, init: Init = {}) =>
    await fetch(`${world.url()}${path}`, {
      ...init,
      method,
      headers: { Authorization: `Bearer ${token}`, ...init.headers },
    })
  const json = (body: unknown): Init => ({
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })
  const description = (await (await fetch(`${world.url()}/openapi.json`)).json()) as Parameters<
    typeof operationsOf
  >[0]

  const form = new FormData()
  for (const [name, value] of Object.entries(DRAFT)) form.set(name, value)
  form.set('files', new Blob(['یک متن']), 'note.txt')
  const opened = await send(ours, 'POST', '/api/v1/tickets', { body: form })
  const { attachments } = (await opened.json()) as { attachments: { id: string }[] }
  const rivals = (await (await send(theirs, 'POST', '/api/v1/tickets', json(RIVAL_DRAFT))).json()) as {
    ref: string
  }
  await send(theirs, 'POST', `/api/v1/tickets/${rivals.ref}/messages`, json({ text: `${SECRET} message` }))
  return {
    world,
    ours,
    theirs,
    send,
    json,
    operations: operationsOf(description),
    check: createCheck(description),
    file: attachments[0]?.id ?? '',
    rivalRef: rivals.ref,
    groupId: String(world.group.id),
  }
}

test('every operation keeps its promises to a good request', async () => {
  const { ours, send, json, operations, check, file, groupId } = await startContract()
  expect(new Set(operations.map(({ id }) => id))).toEqual(new Set(Object.keys(GOOD)))
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  for (const [id, { params = {}, query = '', body, form, status }] of Object.entries(GOOD)) {
    const operation = byId.get(id) as Operation
    const values: Record<string, string> = { id: file, groupId, ...params }
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    const given = id === 'activateGroup' ? { groupId } : body
    const init = form ? { body: formOf(form) } : given ? json(given) : {}
    const response = await send(ours, operation.method, `${path}?${query}`, init)
    expect([id, response.status]).toEqual([id, status])
    expect(await check(operation, response)).not.toContain(SECRET)
  }
})

test('no operation breaks them for a wrong one, or tells of another organization', async () => {
  const { ours, theirs, send, json, operations, check, rivalRef } = await startContract()
  for (const operation of operations) {
    const contents = [
      fc.constant({}),
      ...(operation.json ? [bodies(operation.json).map(json)] : []),
      ...(operation.takesForms ? [forms.map((body) => ({ body }))] : []),
    ]
    const content: fc.Arbitrary<Init> = operation.method === 'GET' ? fc.constant({}) : fc.oneof(...contents)
    await fc.assert(
      fc.asyncProperty(addresses(operation), content, async ({ url, headers }, init) => {
        const response = await send(ours, operation.method, url, {
          ...init,
          headers: { ...init.headers, ...headers },
        })
        expect(await check(operation, response)).not.toContain(SECRET)
      }),
      RUNS,
    )
    // What is theirs does not exist for us, whatever is done to it.
    if (!operation.path.includes('{ref}')) continue
    const path = operation.path.replace('{ref}', rivalRef)
    const response = await send(ours, operation.method, path, operation.json ? json(DRAFT) : {})
    expect([operation.id, response.status]).toEqual([operation.id, 404])
    expect(await check(operation, response)).not.toContain(SECRET)
  }
  const list = (await (await send(theirs, 'GET', '/api/v1/tickets')).json()) as {
    total: number
    items: { status: string }[]
  }
  expect([list.total, list.items[0]?.status]).toEqual([1, 'awaiting_response'])
}, 120_000)

test('without a token, or with a wrong one, every operation of the API says so', async () => {
  const { send, json, operations, check } = await startContract()
  for (const operation of operations.filter(({ path }) => path.startsWith('/api/'))) {
    const path = operation.path.replaceAll(/\{\w+\}/g, 'KT-1')
    const response = await send('wrong', operation.method, path, operation.json ? json(DRAFT) : {})
    expect([operation.id, response.status]).toEqual([operation.id, 401])
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer')
    await check(operation, response)
  }
})

function formOf(fields: object): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('files', new Blob(['یک متن']), 'note.txt')
  return form
}
