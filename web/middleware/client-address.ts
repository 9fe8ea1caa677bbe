import { BlockList, isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { WebEnv } from '../context/web-env.ts'

/** How many proxies stand in front, or their addresses and networks; undefined where nothing does. */
export type TrustedProxies = number | readonly string[] | undefined

/** Finds the address that a request comes from: what proxies say of it counts as far as they are trusted. */
export function createAddressOf(trusted: TrustedProxies): (c: Context<WebEnv>) => string {
  const isProxy = typeof trusted === 'object' ? within(trusted) : null
  return (c) => {
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
    const peer = plain(incoming?.socket.remoteAddress ?? '')
    if (trusted === undefined) return networkOf(peer)
    const said = c.req.header('X-Forwarded-For')?.split(',').toReversed() ?? []
    let address = peer
    for (const [at, text] of said.entries()) {
      const isBehindProxy = isProxy ? isProxy(address) : at < Number(trusted)
      const before = plain(text)
      if (!isBehindProxy || isIP(before) === 0) break
      address = before
    }
    return networkOf(address)
  }
}

function within(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = familyOf(address)
    list.addSubnet(address, bits === undefined ? { ipv4: 32, ipv6: 128 }[family] : Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** Without a port, brackets or zone, and IPv4 as such. */
function plain(text: string): string {
  const bare = text.trim().replace(/^\[([^\]]*)\].*$/, '$1')
  const [address = ''] = bare.split('%', 1)
  const [, v4] = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/i.exec(address) ?? []
  return v4 ?? address
}

/** Whoever has one IPv6 address has all of its /64. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const [first, last] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = tail === undefined ? 0 : 8 - (first?.length ?? 0) - (last?.length ?? 0)
  const groups = [...(first ?? []), ...Array<string>(Math.max(0, zeros)).fill('0'), ...(last ?? [])]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
