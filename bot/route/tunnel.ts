import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Socket } from 'node:net'
import { SocksClient } from 'socks'
import { type Proxy, ProxyError, type ProxyFault } from './proxy.ts'

/** Where a tunnel ends. */
export interface Target {
  readonly host: string
  readonly port: number
}

/** Opens a connection to `target` through a proxy. Throws a ProxyError that says how the proxy failed. */
export async function openTunnel(proxy: Proxy, target: Target, timeoutMs: number): Promise<Socket> {
  const socket =
    proxy.protocol === 'socks5'
      ? await throughSocks(proxy, target, timeoutMs)
      : await throughHttp(proxy, target, timeoutMs)
  return socket.setNoDelay(true)
}

async function throughSocks(proxy: Proxy, target: Target, timeout: number): Promise<Socket> {
  const { port, username: userId, password } = proxy
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: { host: bare(proxy.host), port, type: 5, ...(userId && { userId, password }) },
      command: 'connect',
      destination: { host: bare(target.host), port: target.port },
      timeout,
    })
    return socket
  } catch (error) {
    // The library's own error holds the password.
    throw new ProxyError(proxy, socksFault(error), wordsOf(error))
  }
}

function socksFault(error: unknown): ProxyFault {
  const words = wordsOf(error)
  if (/authentication|no accepted authentication type/i.test(words)) return 'credentials'
  if (/timed out/i.test(words)) return 'silent'
  return /\bE[A-Z]{4,}\b/.test(words) ? 'unreachable' : 'no_way'
}

function throughHttp(proxy: Proxy, target: Target, timeoutMs: number): Promise<Socket> {
  const { port, username, password } = proxy
  const credentials = Buffer.from(`${username}:${password}`).toString('base64')
  const path = `${target.host}:${target.port}`
  const open = proxy.protocol === 'https' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const fail = (fault: ProxyFault, detail: string) => reject(new ProxyError(proxy, fault, detail))
    const request = open({
      host: bare(proxy.host),
      port,
      path,
      method: 'CONNECT',
      agent: false,
      headers: { host: path, ...(username && { 'proxy-authorization': `Basic ${credentials}` }) },
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      if (statusCode === 200 && head.length === 0) return resolve(socket)
      socket.destroy()
      if (statusCode === 407 || statusCode === 401)
        fail('credentials', `it refuses the name and password (${statusCode})`)
      else fail('no_way', statusCode === 200 ? 'it opens no tunnel' : `it answers ${statusCode}`)
    })
    request.once('error', (error) => {
      if (error.name === 'TimeoutError' || error.name === 'AbortError') fail('silent', 'it says nothing')
      else fail(/HPE_|EPROTO/.test(wordsOf(error)) ? 'no_way' : 'unreachable', wordsOf(error))
    })
    request.end()
  })
}

/** The system's code of an error, else its message. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

/** An IPv6 address without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
