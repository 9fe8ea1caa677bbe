import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** An SMS that the provider took; repeats under the same id are one. */
export interface Sms {
  readonly localId: string
  readonly ticket: number
  readonly text: string
  readonly at: number
}

/** How the provider treats what comes; the share of calls is from 0 to 1. */
export type SmsTrouble = 'busy' | 'refuses' | 'bad-gateway' | 'resets' | 'takes and drops' | 'late'

const BUSY = 409
const NOT_A_NUMBER = 411
const LATE_MS = 2_000

/** A provider of SMS as Kavenegar is one, with trouble on demand. */
export async function startSmsProvider(now: () => number) {
  const taken = new Map<string, Sms>()
  const refused = new Set<number>()
  let trouble: SmsTrouble | null = null
  const server = createServer((request, response) => {
    void read(request).then((form) => answer(form, response))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  async function answer(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const its = trouble
    const text = form.get('message') ?? ''
    const ticket = Number(/KT-(\d+)/.exec(text)?.[1])
    if (its === 'bad-gateway') return void response.writeHead(502).end('<html>502</html>')
    if (its === 'resets') return void response.socket?.resetAndDestroy()
    if (its === 'busy') return say(response, BUSY)
    if (its === 'refuses') {
      refused.add(ticket)
      return say(response, NOT_A_NUMBER)
    }
    take(form.get('localid') ?? '', ticket, text)
    if (its === 'takes and drops') return void response.socket?.resetAndDestroy()
    if (its === 'late') await delay(LATE_MS)
    say(response, 200)
  }

  function take(localId: string, ticket: number, text: string): void {
    refused.delete(ticket)
    if (!taken.has(localId)) taken.set(localId, { localId, ticket, text, at: now() })
  }

  return {
    env: {
      SMS_PROVIDER: 'kavenegar',
      KAVENEGAR_API_KEY: 'key',
      KAVENEGAR_API_ROOT: `http://127.0.0.1:${port}`,
      SMS_DAILY_LIMIT: '1000000',
    },
    taken: (): readonly Sms[] => [...taken.values()],
    /** Tickets whose last SMS was refused for good. */
    refused: (): ReadonlySet<number> => refused,
    trouble(which: SmsTrouble | null): void {
      trouble = which
    },
    close(): void {
      server.close()
      server.closeAllConnections()
    },
  }
}

function say(response: ServerResponse, status: number): void {
  const entries = status === 200 ? [{ messageid: 1, status: 1 }] : null
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ return: { status, message: '' }, entries }))
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

export type SmsProvider = Awaited<ReturnType<typeof startSmsProvider>>
