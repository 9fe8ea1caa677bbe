/** A proxy, taken apart. */
export interface Proxy {
  readonly protocol: 'http' | 'https' | 'socks5'
  readonly host: string
  readonly port: number
  /** Empty where there are none. */
  readonly username: string
  readonly password: string
}

const PORTS = { http: 80, https: 443, socks5: 1080 } as const
/** `socks5h` is what some programs call a proxy that finds the name's address itself, as all of ours do. */
const PROTOCOLS: Readonly<Record<string, Proxy['protocol']>> = {
  'http:': 'http',
  'https:': 'https',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
}

/** Proxies with commas between them; undefined where one of them can't be read. */
export function parseProxyList(text: string): readonly Proxy[] | undefined {
  const proxies = text.split(',').map((each) => parseProxy(each.trim()))
  const read = proxies.filter((proxy) => proxy !== undefined)
  return read.length === proxies.length ? read : undefined
}

function parseProxy(text: string): Proxy | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const protocol = url && PROTOCOLS[url.protocol]
  if (!protocol || !url.hostname || url.search || url.hash || !['', '/'].includes(url.pathname))
    return undefined
  const [username, password] = [decode(url.username), decode(url.password)]
  if (username === undefined || password === undefined || (password && !username)) return undefined
  const port = Number(url.port || PORTS[protocol])
  return port > 0 ? { protocol, host: url.hostname, port, username, password } : undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
