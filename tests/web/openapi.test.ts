import { type Browser, chromium } from 'playwright-core'
import { existsSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../../web/server.ts'
import { type Operation, operationsOf } from './_contract.ts'
import { openWorld } from './_world.ts'

const CHROMIUM = '/usr/bin/chromium'

type Description = Parameters<typeof operationsOf>[0] & {
  readonly openapi: string
  readonly tags: { readonly name: string }[]
  readonly components: { readonly schemas: object; readonly securitySchemes: object }
}

async function describeApi(security: { publicUrl?: string } = {}) {
  const world = await openWorld({ security })
  const answer = await world.request('/openapi.json')
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/json'])
  return { ...world, answer, description: answer.body as unknown as Description }
}

function find(operations: Operation[], id: string): Operation | undefined {
  return operations.find((operation) => operation.id === id)
}

test('every route of the API is described, under a name of its own', async () => {
  const { web, description } = await describeApi()
  expect(description.openapi).toBe('3.1.0')
  const operations = operationsOf(description)
  const described = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
  const routes = web.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/(api|healthz|readyz|metrics)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`)
  expect(new Set(described)).toEqual(new Set(routes))
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

test('each operation says what it takes, what it gives and how it refuses', async () => {
  const { description } = await describeApi()
  const operations = operationsOf(description)
  const tags = new Set(description.tags.map(({ name }) => name))
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods) as [string, Record<string, unknown>][]) {
      const name = `${method} ${path}`
      expect([name, operation['summary'], operation['description']]).toEqual([
        name,
        expect.stringMatching(/\w/),
        expect.stringMatching(/\w/),
      ])
      for (const tag of operation['tags'] as string[]) expect(tags.has(tag)).toBe(true)
      if (!path.startsWith('/api/')) continue
      const security = (operation['security'] as object[]).map((each) => Object.keys(each)[0])
      expect([name, security]).toEqual([name, method === 'get' ? ['bearer', 'session'] : ['bearer']])
    }
  }
  for (const { id, path, responses } of operations.filter((each) => each.path.startsWith('/api/'))) {
    expect([id, Object.keys(responses)]).toEqual([id, expect.arrayContaining(['401', '429', '500', '503'])])
    if (path.includes('{')) expect(responses).toHaveProperty('404')
    for (const [status, { content }] of Object.entries(responses)) {
      if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json'])
    }
  }
  expect(find(operations, 'openTicket')?.responses['201']).toHaveProperty('headers.Location')
  expect(find(operations, 'readMe')?.responses['429']).toHaveProperty('headers.Retry-After')
  expect(find(operations, 'writeMessage')?.parameters).toContainEqual(
    expect.objectContaining({ name: 'idempotency-key', in: 'header' }),
  )
})

test('its schemas are schemas, and what they give as examples is valid', async () => {
  const { description } = await describeApi()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(description, 'api')
  for (const [name, schema] of Object.entries(description.components.schemas) as [
    string,
    { example?: unknown },
  ][]) {
    const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` })
    if (schema.example !== undefined) expect([name, validate(schema.example)]).toEqual([name, true])
  }
  const given: object[] = []
  JSON.stringify(description, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'type' in value && 'default' in value)
      given.push(value)
    return value
  })
  expect(given.length).toBeGreaterThan(0)
  for (const schema of given)
    expect([schema, ajv.validate(schema, Reflect.get(schema, 'default'))]).toEqual([schema, true])
  expect(Object.keys(description.components.securitySchemes)).toEqual(['bearer', 'session'])
})

test('it is the same for everybody, and read once', async () => {
  const { answer, request, token } = await describeApi({ publicUrl: 'https://desk.example' })
  expect(answer.body).toMatchObject({ servers: [{ url: 'https://desk.example' }] })
  for (const org of ['testco', 'rival']) {
    const headers = { Authorization: `Bearer ${await token({ org: { id: org, name: org } })}` }
    expect((await request('/openapi.json', { headers })).body).toEqual(answer.body)
  }
  const tag = answer.headers.get('ETag') ?? ''
  expect((await request('/openapi.json', { headers: { 'If-None-Match': tag } })).status).toBe(304)
})

test('only what the page needs is served of its package', async () => {
  const { request } = await openWorld()
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
    const answer = await request(`/docs/${file}`)
    expect([file, answer.status, answer.headers.get('X-Content-Type-Options')]).toEqual([
      file,
      200,
      'nosniff',
    ])
  }
  for (const file of [
    'package.json',
    'index.html',
    'swagger-ui.js',
    '..%2fpackage.json',
    'constructor',
    '',
  ]) {
    expect([file, (await request(`/docs/${file}`)).status]).toEqual([file, 404])
  }
})

describe.skipIf(!existsSync(CHROMIUM) && process.env['REQUIRE_ALL'] !== '1')('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    return () => browser.close()
  })

  test('the API can be tried, with nothing from elsewhere and nothing against the policy', async () => {
    const { web, token } = await openWorld()
    const server = await listen(web, { host: '127.0.0.1', port: 0 })
    onTestFinished(() => server.close())
    const base = `http://127.0.0.1:${server.port}`
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    const complaints: string[] = []
    const elsewhere: string[] = []
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith('data:')) elsewhere.push(request.url())
    })
    await page.goto(`${base}/docs`)
    await page.locator('.opblock-summary-path', { hasText: /\/api\/v1\/me$/ }).waitFor()
    await page.getByRole('button', { name: 'Authorize' }).first().click()
    await page
      .locator('.auth-container input')
      .first()
      .fill(await token())
    await page.locator('.auth-btn-wrapper .authorize').first().click()
    await page.locator('.btn-done').first().click()
    await page.locator('#operations-Me-readMe .opblock-summary-control').click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
    await page
      .locator('.live-responses-table .response-col_description', { hasText: 'testco' })
      .first()
      .waitFor()
    expect([complaints, elsewhere]).toEqual([[], []])
  }, 60_000)
})

test('what has an ETag may be unchanged', async () => {
  const { answer } = await describeApi()
  const { paths } = answer.body as unknown as {
    paths: Record<string, { get?: { responses: Record<string, unknown> } }>
  }
  const reads = Object.entries(paths).flatMap(([path, { get }]) =>
    get ? [[path, get.responses] as const] : [],
  )
  const unchanged = reads.filter(([, responses]) => '304' in responses).map(([path]) => path)
  const rest = reads.map(([path]) => path).filter((path) => !unchanged.includes(path))
  expect(rest.filter((path) => path.startsWith('/api/v1/') && path !== '/api/v1/events')).toEqual([])
  expect(unchanged.length).toBeGreaterThan(6)
})
