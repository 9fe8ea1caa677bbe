import type { Socket } from 'node:net'
import { callbackify, promisify } from 'node:util'
import { buildConnector, Pool } from 'undici'
import { nameOf, type Proxy, ProxyError } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

/** How long a connection may take to come about, and again its encryption. */
const CONNECT_MS = 10_000

/** One way to Telegram: directly, or through a proxy. */
export interface Hop {
  readonly name: string
  readonly proxy: Proxy | null
  readonly pool: Pool
}

/** Builds the ways to a server; directly where there is no proxy. Nothing is opened before it is used. */
export function createHops(origin: string, proxies: readonly Proxy[]): readonly [Hop, ...Hop[]] {
  const [first, ...others] = proxies.map((proxy): Hop => {
    const pool = new Pool(origin, { connect: through(proxy) })
    return { name: nameOf(proxy), proxy, pool }
  })
  const pool = () => new Pool(origin, { connect: { timeout: CONNECT_MS } })
  return first ? [first, ...others] : [{ name: 'directly', proxy: null, pool: pool() }]
}

function through(proxy: Proxy): buildConnector.connector {
  const encrypt = promisify(buildConnector({ timeout: CONNECT_MS }))
  const open = async (options: buildConnector.Options): Promise<Socket> => {
    const { protocol, hostname } = options
    const isSecure = protocol === 'https:'
    const port = Number(options.port) || (isSecure ? 443 : 80)
    const socket = await openTunnel(proxy, { host: hostname, port }, CONNECT_MS)
    if (!isSecure) return socket
    try {
      return (await encrypt({ ...options, httpSocket: socket })) ?? socket
    } catch (error) {
      throw isOwnPage(error) ? new ProxyError(proxy, 'no_way', 'it opens no tunnel') : error
    }
  }
  const connect = callbackify(open)
  return (options, callback) =>
    connect(options, (error, socket) => (error ? callback(error, null) : callback(null, socket)))
}

/** A page where an encrypted connection was to begin is the proxy's own. */
function isOwnPage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SSL_WRONG_VERSION_NUMBER'
}
