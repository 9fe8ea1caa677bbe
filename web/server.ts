import { once } from 'node:events'
import { createServer, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import { closeAfterEarlyResponse, hasBody } from './early-response.ts'
import type { WebEnv } from './context/web-env.ts'
import { bareProblem } from './problems/bare-problem.ts'

export interface Listening {
  readonly port: number
  /** Accepts no more connections, lets requests finish, and after 10 seconds cuts off those that have not. */
  close(): Promise<void>
}

interface ListenOptions {
  readonly host: string
  readonly port: number
  /** How long a whole request may take to arrive. */
  readonly patienceMs?: number
  /** How long nothing may move on a connection that is in use: whoever reads nothing is cut off. */
  readonly stallMs?: number
}

const GRACE_MS = 10_000
const PATIENCE_MS = 300_000
const HEADERS_MS = 60_000
const STALL_MS = 120_000

/** Serves the app; port 0 takes any free port. Rejects if the address can't be used. */
export async function listen(
  app: Hono<WebEnv>,
  { host, port, patienceMs = PATIENCE_MS, stallMs = STALL_MS }: ListenOptions,
): Promise<Listening> {
  const respond = getRequestListener(app.fetch, { errorHandler: (error) => respondToUnreadable(error) })
  let closing = false
  /** Connections without a request so far; node:http does not count them as idle. */
  const silent = new Set<Socket>()
  const responses = new WeakMap<Duplex, ServerResponse>()
  const options = {
    requestTimeout: patienceMs,
    headersTimeout: Math.min(patienceMs, HEADERS_MS),
    connectionsCheckingInterval: Math.min(patienceMs, HEADERS_MS / 2),
    // Node would respond to a missing Host itself, with an empty body.
    requireHostHeader: false,
  }
  const server = createServer(options, (request, response) => {
    silent.delete(request.socket)
    responses.set(request.socket, response)
    // While closing, a kept-alive connection would hold the server open after its last response.
    response.on('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    if (!hasBody(request)) return void respond(request, response)
    closeAfterEarlyResponse(request, response)
    // What came together with its head is there then.
    setImmediate(() => void respond(request, response))
  })
  server.setTimeout(stallMs)
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.on('close', () => silent.delete(socket))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A response that has begun can't be replaced by another.
    if (!socket.writable || responses.get(socket)?.headersSent) socket.destroy()
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

/** The response to a request whose first line or Host can't be read, so that the app never sees it. */
function respondToUnreadable(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500
  const { type, body } = bareProblem(status)
  return new Response(body, { status, headers: { 'Content-Type': type, Connection: 'close' } })
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

/** A whole response as text, for a connection whose request Node could not parse. */
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
