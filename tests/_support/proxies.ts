import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What goes out of a proxy here comes from this address, and from nowhere else. */
const PROXIES_ADDRESS = '127.0.0.2'
const NAME = 'kubit'
const PASSWORD = 'pass-word_1'

/** A real proxy that asks for a name and a password. */
export interface RealProxy {
  /** For BOT_PROXY. */
  readonly url: string
  /** The same with a wrong password. */
  readonly wrongUrl: string
  readonly start: () => Promise<void>
  readonly kill: () => void
  /** Keeps its connections and says nothing more. */
  readonly freeze: () => void
}

/** What must stand nowhere. */
export const PROXY_SECRETS = [PASSWORD, Buffer.from(`${NAME}:${PASSWORD}`).toString('base64')] as const

/** Whether the proxies to test with are there. Says so where they are not, unless REQUIRE_ALL=1. */
export function hasProxies(): boolean {
  const missing = ['tinyproxy', 'microsocks'].filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(`REQUIRE_ALL=1, but there is no ${missing.join()}.`)
  process.stderr.write(`Real proxies are skipped: install ${missing.join(' and ')}.\n`)
  return false
}

/** A real proxy that is not started yet. */
export async function createProxy(kind: 'http' | 'socks5'): Promise<RealProxy> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'kubit-proxy-'))
  const settings = join(folder, 'tinyproxy.conf')
  writeFileSync(
    settings,
    [
      `Port ${port}`,
      'Listen 127.0.0.1',
      `Bind ${PROXIES_ADDRESS}`,
      'Timeout 600',
      'MaxClients 100',
      `BasicAuth ${NAME} ${PASSWORD}`,
    ].join('\n'),
  )
  const [program, args] =
    kind === 'http'
      ? ['tinyproxy', ['-d', '-c', settings]]
      : [
          'microsocks',
          ['-i', '127.0.0.1', '-p', String(port), '-u', NAME, '-P', PASSWORD, '-b', PROXIES_ADDRESS],
        ]
  let child: ChildProcess | null = null
  const kill = () => {
    child?.kill('SIGCONT')
    child?.kill('SIGKILL')
    child = null
  }
  onTestFinished(() => {
    kill()
    rmSync(folder, { recursive: true, force: true })
  })
  const url = (password: string) => `${kind}://${NAME}:${password}@127.0.0.1:${port}`
  return {
    url: url(PASSWORD),
    wrongUrl: url('wrong'),
    async start() {
      child = spawn(program, args, { stdio: 'ignore' })
      const ended = new Promise<never>((_, reject) => {
        child?.once('exit', () => reject(new Error(`${program} ended by itself.`)))
      })
      await Promise.race([untilOpen(port), ended])
      ended.catch(() => {})
    },
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
  }
}

/** A server that stands before another and lets through what comes out of a proxy; counts what comes otherwise. */
export async function createGate() {
  let turnedAway = 0
  let passed = 0
  let target = ''
  const server = await listen((socket) => {
    if (socket.remoteAddress !== PROXIES_ADDRESS) {
      turnedAway++
      return socket.destroy()
    }
    passed++
    const { hostname, port } = new URL(target)
    const onward = connect(Number(port), hostname)
    socket.pipe(onward).on('error', () => socket.destroy())
    onward.pipe(socket).on('error', () => onward.destroy())
    return socket
  })
  return {
    before(apiRoot: string): Promise<string> {
      target = apiRoot
      return Promise.resolve(`http://127.0.0.1:${server.port}`)
    },
    turnedAway: () => turnedAway,
    passed: () => passed,
  }
}

/** A server that does with each connection what is given: a proxy as it should not be. Returns its port. */
export async function listen(answer: (socket: Socket) => unknown) {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    answer(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of open) socket.destroy()
  })
  return { port: (server.address() as AddressInfo).port }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilOpen(port: number): Promise<void> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('The proxy does not listen.')
}

function isInstalled(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
}
