import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createLogger } from '../../logger.ts'
import { createSmsSender, type SmsMessage, type SmsSender } from '../../sms/sender.ts'

const KEY = '6B4F3A2C1D5E7F8091'
const message: SmsMessage = {
  to: '+989121234567',
  text: 'تیکت \u2068KT-549\u2069: در انتظار مشتری',
  localId: 70_368_744_177_663,
  template: { ref: '\u2068KT-549\u2069', status: 'در انتظار مشتری' },
}

type Answer = (response: ServerResponse) => void

/** A Kavenegar that gives the answers in turn, the last one for ever, and keeps what it was asked. */
async function startKavenegar(...answers: Answer[]) {
  const requests: { path: string; form: Record<string, string> }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)]
      requests.push({ path: request.url ?? '', form: Object.fromEntries(new URLSearchParams(body)) })
      answer?.(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { requests, apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function unusedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

const json =
  (body: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify(body))
const accepted = (status = 1): Answer =>
  json({ return: { status: 200, message: '' }, entries: [{ messageid: 8792343, status }] })
const refused = (code: number, http = code): Answer =>
  json({ return: { status: code, message: 'a reason' }, entries: null }, http)
const silence: Answer = () => {}
const hangUp: Answer = (response) => response.destroy()

function kavenegar(apiRoot: string, options: { template?: string; sender?: string } = {}) {
  const lines: string[] = []
  const logger = createLogger({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  })
  const settings = { provider: 'kavenegar', apiKey: KEY, apiRoot, ...options } as const
  return { sender: createSmsSender(settings, { logger, timeoutMs: 150 }), lines }
}

/** Sends one message and proves that neither the outcome nor the log gives anything away. */
async function outcomeOf({ sender, lines }: { sender: SmsSender; lines: string[] }) {
  const outcome = await sender.send(message)
  const said = JSON.stringify(outcome) + lines.join('')
  for (const secret of [KEY, '9121234567', 'انتظار']) expect(said).not.toContain(secret)
  return outcome
}

test('a message goes out as a form, without direction marks, to the number as it is dialled', async () => {
  const { apiRoot, requests } = await startKavenegar(accepted())
  expect(await outcomeOf(kavenegar(apiRoot, { sender: '10004346' }))).toEqual({
    kind: 'delivered',
    providerId: '8792343',
  })
  expect(requests).toEqual([
    {
      path: `/v1/${KEY}/sms/send.json`,
      form: {
        receptor: '09121234567',
        message: 'تیکت KT-549: در انتظار مشتری',
        localid: '70368744177663',
        sender: '10004346',
      },
    },
  ])
})

test('a foreign number keeps its country', async () => {
  const { apiRoot, requests } = await startKavenegar(accepted())
  await kavenegar(apiRoot).sender.send({ ...message, to: '+4915112345678' })
  expect(requests[0]?.form['receptor']).toBe('004915112345678')
})

test('a template is filled: the reference without spaces, the status with them', async () => {
  const { apiRoot, requests } = await startKavenegar(accepted(5))
  expect(await outcomeOf(kavenegar(apiRoot, { template: 'ticketstatus' }))).toMatchObject({
    kind: 'delivered',
  })
  expect(requests).toEqual([
    {
      path: `/v1/${KEY}/verify/lookup.json`,
      form: {
        receptor: '09121234567',
        template: 'ticketstatus',
        token: 'KT-549',
        token20: 'در انتظار مشتری',
      },
    },
  ])
})

test.each([402, 409, 429, 451, 500, 502, 503])('code %i passes by itself: try again', async (code) => {
  const { apiRoot } = await startKavenegar(refused(code))
  expect(await outcomeOf(kavenegar(apiRoot))).toMatchObject({ kind: 'retry' })
})

test.each([
  400, 401, 403, 404, 405, 407, 411, 412, 413, 414, 417, 418, 420, 422, 424, 426, 428, 431, 432, 501, 607,
  999,
])('code %i is final, and its reason names the code', async (code) => {
  for (const http of [code, 200]) {
    const { apiRoot } = await startKavenegar(refused(code, http))
    const outcome = await outcomeOf(kavenegar(apiRoot))
    expect(outcome.kind).toBe('failed')
    expect(outcome).toHaveProperty('reason', expect.stringContaining(`(${code})`))
  }
})

test.each([6, 11, 13, 14])('a message taken with the state %i will not arrive', async (status) => {
  const { apiRoot } = await startKavenegar(accepted(status))
  expect(await outcomeOf(kavenegar(apiRoot))).toMatchObject({ kind: 'failed' })
})

test.each([1, 2, 4, 5, 10])('a message taken with the state %i is on its way', async (status) => {
  const { apiRoot } = await startKavenegar(accepted(status))
  expect(await outcomeOf(kavenegar(apiRoot))).toMatchObject({ kind: 'delivered' })
})

test.each<[what: string, answer: Answer, plain: 'retry' | 'failed', lookup: 'retry' | 'failed']>([
  ['no answer in time', silence, 'retry', 'failed'],
  ['a connection that breaks', hangUp, 'retry', 'failed'],
  ['a page instead of JSON', (response) => response.end('<html>'), 'retry', 'failed'],
  ['JSON of another shape', json({ ok: true }), 'retry', 'failed'],
  ['a redirect', json({}, 302, { location: 'http://elsewhere.invalid/' }), 'retry', 'failed'],
  ['a broken gateway', (response) => response.writeHead(502).end('<html>'), 'retry', 'retry'],
  ['a page that says 404', (response) => response.writeHead(404).end('<html>'), 'failed', 'failed'],
])('%s: a message with a localid may be repeated, a lookup that may have been sent not', async (...row) => {
  const [, answer, plain, lookup] = row
  const { apiRoot } = await startKavenegar(answer)
  expect(await outcomeOf(kavenegar(apiRoot))).toMatchObject({ kind: plain })
  expect(await outcomeOf(kavenegar(apiRoot, { template: 'status' }))).toMatchObject({ kind: lookup })
})

test('nobody there: nothing was sent, so even a lookup may be repeated', async () => {
  const closed = kavenegar(await unusedAddress(), { template: 'status' })
  expect(await outcomeOf(closed)).toEqual({
    kind: 'retry',
    reason: 'Kavenegar could not be reached (ECONNREFUSED)',
  })
})

test('a wait that the provider asks for is passed on', async () => {
  const { apiRoot } = await startKavenegar(json({ return: { status: 451 } }, 451, { 'retry-after': '7' }))
  expect(await outcomeOf(kavenegar(apiRoot))).toMatchObject({ kind: 'retry', afterMs: 7000 })
})

test('a repeated attempt carries the same localid', async () => {
  const { apiRoot, requests } = await startKavenegar(silence, refused(409), accepted())
  const desk = kavenegar(apiRoot)
  const outcomes = [await outcomeOf(desk), await outcomeOf(desk), await outcomeOf(desk)]
  expect(outcomes.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'delivered'])
  expect(new Set(requests.map(({ form }) => form['localid']))).toEqual(new Set(['70368744177663']))
})

test('the log provider names the ticket, hides the number, and hands on the whole message', async () => {
  const lines: string[] = []
  const logger = createLogger({
    level: 'info',
    destination: { write: (line: string) => void lines.push(line) },
  })
  const sent: SmsMessage[] = []
  const sender = createSmsSender({ provider: 'log' }, { logger, onSent: (one) => sent.push(one) })
  expect(await sender.send(message)).toEqual({ kind: 'delivered' })
  expect(sent).toEqual([message])
  expect(JSON.parse(lines.join(''))).toMatchObject({ to: '0912***4567', ...message.template })
  expect(lines.join('')).not.toContain('1234567')
})
