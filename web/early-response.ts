import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How long whoever is still sending has to read the response. */
const LINGER_MS = 2_000

/**
 * Closes a connection whose request gets its response before it has come whole, and says so: what is still sent belongs to
 * nothing any more. The rest is read and dropped for a moment, since closing at once would take the response back.
 */
export function closeAfterEarlyResponse(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse
  response.writeHead = (...head: unknown[]) => {
    if (!request.complete) {
      response.shouldKeepAlive = false
      linger(request.socket)
    }
    return writeHead(...head)
  }
}

/** Whether something follows a request's head. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Lets the end of the response close one direction only, and the other one with it later. */
function linger(socket: Socket): void {
  socket.destroySoon = () => {
    if (socket.writableEnded) return
    socket.end()
    socket.resume()
    const timer = setTimeout(() => socket.destroy(), LINGER_MS)
    socket.once('close', () => clearTimeout(timer))
  }
}
