import { describe, expect, onTestFinished, test } from 'vitest'
import { createRoute } from '../../bot/index.ts'
import { looksLikeTelegram } from '../../bot/route/probe.ts'
import { parseProxyList } from '../../config/proxies.ts'
import { createLogger } from '../../logger.ts'
import { createTelegramServer } from '../../sandbox/index.ts'
import { createProxy, hasProxies, listen, PROXY_SECRETS } from '../_support/proxies.ts'

async function openRoute(apiRoot: string, proxies: readonly string[]) {
  const log: string[] = []
  let offset = 0
  const route = createRoute({
    apiRoot,
    proxies: proxies.flatMap((proxy) => parseProxyList(proxy) ?? []),
    clock: () => new Date(Date.now() + offset),
    logger: createLogger({ level: 'info', destination: { write: (line) => log.push(line) } }),
  })
  onTestFinished(() => route.close())
  const ask = () => route.ask({ path: '/bot0/getMe', method: 'GET', patienceMs: 1_000 }, looksLikeTelegram)
  return {
    route,
    log,
    ask,
    /** What becomes of a request: how it failed, in the words of an error that anybody may read. */
    async failure(): Promise<{ fault?: string; message: string }> {
      const error: unknown = await ask().then(
        () => new Error('it works'),
        (reason: unknown) => reason,
      )
      if (!(error instanceof Error)) throw error
      for (const secret of PROXY_SECRETS)
        expect(JSON.stringify([error, String(error), error.stack])).not.toContain(secret)
      return error
    },
    advance(ms: number) {
      offset += ms
    },
  }
}

async function startTelegram(): Promise<string> {
  const tg = await createTelegramServer()
  onTestFinished(() => tg.close())
  return tg.apiRoot
}

describe.runIf(hasProxies()).each(['http', 'socks5'] as const)('a real %s proxy', (kind) => {
  test('leads to Telegram with the right name and password alone', async () => {
    const apiRoot = await startTelegram()
    const proxy = await createProxy(kind)
    expect(await (await openRoute(apiRoot, [proxy.url])).failure()).toMatchObject({ fault: 'unreachable' })
    await proxy.start()
    expect(await (await openRoute(apiRoot, [proxy.url])).ask()).toBe(true)
    expect(await (await openRoute(apiRoot, [proxy.wrongUrl])).failure()).toMatchObject({
      fault: 'credentials',
    })
    const nobody = await openRoute('http://127.0.0.1:1', [proxy.url])
    expect(await nobody.failure()).toMatchObject({ fault: 'no_way' })
  })
})

describe('what answers in a proxy’s stead is named', () => {
  test.each<[fault: string, answer: string | null, scheme: string]>([
    ['silent', null, 'http'],
    ['silent', null, 'socks5'],
    ['credentials', 'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n', 'http'],
    [
      'no_way',
      'HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>',
      'http',
    ],
    ['no_way', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>', 'http'],
    ['no_way', 'SSH-2.0-OpenSSH_9.2\r\n', 'http'],
    ['no_way', 'SSH-2.0-OpenSSH_9.2\r\n', 'socks5'],
    ['no_way', 'HTTP/1.1 400 Bad Request\r\n\r\n<html>', 'socks5'],
  ])('%s: %j of a %s proxy', { timeout: 20_000 }, async (fault, answer, scheme) => {
    const { port } = await listen((socket) =>
      socket.once('data', () => answer !== null && socket.end(answer)),
    )
    const { failure } = await openRoute(await startTelegram(), [
      `${scheme}://kubit:${PROXY_SECRETS[0]}@127.0.0.1:${port}`,
    ])
    expect(await failure()).toMatchObject({ fault, message: expect.stringContaining(`127.0.0.1:${port}`) })
  })
})
