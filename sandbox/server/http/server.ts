import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ApiError } from '../rules/errors.ts'
import { failure, type ApiResponse } from './response.ts'
import type { Exchange } from './exchange.ts'
import { readBody } from './body.ts'
import { DOWNLOAD, sendFile } from './download.ts'

/** Serves the Bot API on loopback. */
export async function serveApi(world: World, exchange: Exchange, port: number) {
  const server = createServer((request, response) => {
    handle(world, exchange, request, response).catch((error: unknown) => {
      // A client that breaks off in the middle of its request waits for no answer.
      if (request.destroyed && !request.complete) return
      world.violations.push(`the simulator failed: ${error instanceof Error ? error.stack : String(error)}`)
      respond(response, failure(new ApiError(500, 'Internal Server Error: the simulator failed')))
    })
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks all open connections. New ones are accepted. */
    disconnect: () => server.closeAllConnections(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function handle(
  world: World,
  exchange: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const [, folder, token = '', rest = ''] =
    /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(decodeURI(url.pathname)) ?? []
  if (token === '') return respond(response, failure(new ApiError(404, 'Not Found')))
  const bot = exchange.findBot(token)
  if (!bot) return respond(response, failure(new ApiError(401, 'Unauthorized')))
  if (folder) return await download(world, exchange, response, rest)
  const aborted = new AbortController()
  response.once('close', () => aborted.abort())
  respond(response, await perform(exchange, bot, request, url, rest, aborted.signal))
}

async function perform(
  exchange: Exchange,
  bot: BotAccount,
  request: IncomingMessage,
  url: URL,
  name: string,
  signal: AbortSignal,
): Promise<ApiResponse> {
  try {
    const method = exchange.method(name)
    return await exchange.perform(
      bot,
      method,
      await readBody(request, url, method, exchange.maxUpload()),
      signal,
    )
  } catch (error) {
    if (error instanceof ApiError) return failure(error)
    throw error
  }
}

async function download(
  world: World,
  exchange: Exchange,
  response: ServerResponse,
  path: string,
): Promise<void> {
  try {
    await sendFile(world, response, path, exchange.fault(DOWNLOAD))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    respond(response, failure(error))
  }
}

function respond(response: ServerResponse, given: ApiResponse): void {
  if (given.cut) {
    response.socket?.resetAndDestroy()
    return
  }
  if (response.destroyed) return
  if (given.retryAfter !== undefined) response.setHeader('retry-after', given.retryAfter)
  response.writeHead(given.status, {
    'content-type': given.html ? 'text/html' : 'application/json',
    'content-length': Buffer.byteLength(given.body),
  })
  response.end(given.body)
}
