import { createHops, type Hop } from '../route/hop.ts'
import { readResponse } from '../route/probe.ts'
import { type Proxy, ProxyError, type ProxyFault } from '../route/proxy.ts'
import { send } from '../route/request.ts'
import type { Finding } from './check.ts'

/** What was found on the way to Telegram. */
export interface CheckedRoute {
  readonly findings: readonly Finding[]
  /** Whether one of the ways leads there. */
  readonly leads: boolean
  /** The proxies that do. */
  readonly proxies: readonly Proxy[]
  /** The time of day over there, as it was told. */
  readonly date: string | null
}

interface Walked {
  readonly hop: Hop
  /** What went wrong, and what to do about it; null where it leads to Telegram. */
  readonly trouble: { readonly text: string; readonly advice: string } | null
  readonly date: string | null
}

const PATIENCE_MS = 10_000
const LIMIT_MS = 30_000

/** Walks each way to Telegram and says where it ends. Needs no token. */
export async function checkRoute(apiRoot: string, proxies: readonly Proxy[]): Promise<CheckedRoute> {
  const { origin, host, pathname } = new URL(apiRoot)
  const root = pathname.replace(/\/$/, '')
  const walked = await Promise.all(createHops(origin, proxies).map((hop) => walk(hop, root, host)))
  const leading = walked.filter(({ trouble }) => trouble === null)
  const leads = leading.length > 0
  const findings = walked.flatMap(({ hop, trouble }): Finding[] => {
    // Where one of several leads there, the others are no reason to stop.
    if (trouble) return [{ level: leads ? 'note' : 'problem', ...trouble }]
    return hop.proxy ? [{ level: 'ok', text: `The proxy ${hop.name} leads to ${host}.` }] : []
  })
  const working = leading.flatMap(({ hop }) => hop.proxy ?? [])
  return { findings, leads, proxies: working, date: leading[0]?.date ?? null }
}

async function walk(hop: Hop, root: string, host: string): Promise<Walked> {
  const signal = AbortSignal.timeout(LIMIT_MS)
  try {
    const asked = { path: '/bot0/getMe', method: 'GET', patienceMs: PATIENCE_MS, signal } as const
    const answer = await send(hop.pool, root, asked)
    const date = answer.headers['date']
    const trouble = await readResponse(answer).then(
      () => null,
      () => strangerAt(host + root, answer.statusCode),
    )
    return { hop, trouble, date: trouble === null && typeof date === 'string' ? date : null }
  } catch (error) {
    const trouble = error instanceof ProxyError ? ofProxy(error) : beyond(hop, host, error)
    return { hop, trouble, date: null }
  } finally {
    await hop.pool.destroy()
  }
}

const OF_PROXIES: Readonly<Record<ProxyFault, readonly [text: string, advice: string]>> = {
  unreachable: ['cannot be reached', 'Check its address and port in BOT_PROXY, and whether it runs.'],
  silent: ['says nothing', 'Check its kind (http, https, socks5) and port in BOT_PROXY.'],
  credentials: [
    'refuses the name and password',
    'Check them in BOT_PROXY; signs like @ and : as %40 and %3A.',
  ],
  no_way: [
    'is there and leads no further',
    'Check its kind in BOT_PROXY, and whether it may reach Telegram itself.',
  ],
}

function ofProxy({ proxy, fault, detail }: ProxyError): Walked['trouble'] {
  const [text, advice] = OF_PROXIES[fault]
  return { text: `The proxy ${proxy} ${text} (${detail}).`, advice }
}

function beyond({ name, proxy }: Hop, host: string, error: unknown): Walked['trouble'] {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  if (proxy) {
    const text = `The proxy ${name} works, but ${host} does not answer behind it${code}.`
    return { text, advice: 'Check whether the proxy may reach it, or take another.' }
  }
  const advice =
    'Check the network and BOT_API_ROOT; where Telegram is filtered, set BOT_PROXY or take a relay.'
  return { text: `Telegram cannot be reached: ${host} does not answer${code}.`, advice }
}

function strangerAt(address: string, status: number): Walked['trouble'] {
  const text = `What answers at ${address} is not Telegram (${status}).`
  return { text, advice: 'Check BOT_API_ROOT: a relay has to pass on /bot… and /file/bot… behind its path.' }
}
