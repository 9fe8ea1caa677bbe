import { once } from 'node:events'
import { createServer, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import { closeAfterEarlyAnswer, hasBody } from './early-answer.ts'
import type { WebEnv } from './middleware/context.ts'
import { bareProblem } from './problems/bare-problem.ts'

export interface Listening {
  readonly port: number
  /** Takes no more connections, finishes what is in hand, and cuts off what is not done after a grace. */
  close(): Promise<void>
}

interface ListenOptions {
  readonly host: string
  readonly port: number
  /** How long a request may take to come. */
  readonly patienceMs?: number
}

const GRACE_MS = 10_000
const PATIENCE_MS = 300_000
const HEADERS_MS = 60_000

/** Serves the app; port 0 takes a free one. Rejects when the address can't be had. */
export async function listen(
  app: Hono<WebEnv>,
  { host, port, patienceMs = PATIENCE_MS }: ListenOptions,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { errorHandler: (error) => unanswered(error) })
  let closing = false
  /** Connections that have not asked anything yet, which node:http does not count as idle. */
  const silent = new Set<Socket>()
  const answers = new WeakMap<Duplex, ServerResponse>()
  const options = {
    requestTimeout: patienceMs,
    headersTimeout: Math.min(patienceMs, HEADERS_MS),
    connectionsCheckingInterval: Math.min(patienceMs, HEADERS_MS / 2),
    // Node would answer for a missing one without a word.
    requireHostHeader: false,
  }
  const server = createServer(options, (request, response) => {
    silent.delete(request.socket)
    answers.set(request.socket, response)
    // A connection kept alive would hold the server open after its last answer.
    response.on('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    if (!hasBody(request)) return void answer(request, response)
    closeAfterEarlyAnswer(request, response)
    // What came together with its head is there then.
    setImmediate(() => void answer(request, response))
  })
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.on('close', () => silent.delete(socket))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What is half said can't be taken back.
    if (!socket.writable || answers.get(socket)?.headersSent) socket.destroy()
    else socket.end(refusal(statusOf(error)))
  })
  server.listen(port, host)
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      for (const socket of silent) socket.destroy()
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(cut)
    },
  }
}

/** What the request's first line or its Host is not fit for. */
function unanswered(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500
  const { type, body } = bareProblem(status)
  return new Response(body, { status, headers: { 'Content-Type': type, Connection: 'close' } })
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** A whole answer, for a connection whose request came to nothing. */
function refusal(status: number): string {
  const { type, body } = bareProblem(status)
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
