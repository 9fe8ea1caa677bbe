/** A proxy between here and Telegram. */
export interface Proxy {
  readonly protocol: 'http' | 'https' | 'socks5'
  readonly host: string
  readonly port: number
  /** Empty where it asks for none. */
  readonly username: string
  readonly password: string
}

/** What a proxy is called in words: never with its name and password. */
export function nameOf({ protocol, host, port }: Proxy): string {
  return `${protocol}://${host}:${port}`
}

/** How a proxy failed. */
export type ProxyFault =
  /** Nothing answers there. */
  | 'unreachable'
  /** It takes connections and says nothing. */
  | 'silent'
  /** It refuses the name and password. */
  | 'credentials'
  /** It answers, and leads to no Telegram. */
  | 'no_way'

/** A proxy that did not lead to Telegram. Holds no name or password, and no error that might. */
export class ProxyError extends Error {
  readonly proxy: string
  readonly fault: ProxyFault
  readonly detail: string

  constructor(proxy: Proxy, fault: ProxyFault, detail: string) {
    super(`The proxy ${nameOf(proxy)} failed: ${detail}.`)
    this.name = 'ProxyError'
    this.proxy = nameOf(proxy)
    this.fault = fault
    this.detail = detail
  }
}
