import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { WebEnv } from './context.ts'

export interface Listening {
  readonly port: number
  /** Takes no more connections, finishes what is in hand, and cuts off what is not done after a grace. */
  close(): Promise<void>
}

const GRACE_MS = 10_000

/** Serves the app; port 0 takes a free one. Rejects when the address can't be had. */
export async function listen(
  app: Hono<WebEnv>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const answer = getRequestListener(app.fetch)
  let closing = false
  /** Connections that have not asked anything yet, which node:http does not count as idle. */
  const silent = new Set<Socket>()
  const server = createServer((request, response) => {
    silent.delete(request.socket)
    // A connection kept alive would hold the server open after its last answer.
    response.on('close', () => closing && setImmediate(() => server.closeIdleConnections()))
    void answer(request, response)
  })
  server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.on('close', () => silent.delete(socket))
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
