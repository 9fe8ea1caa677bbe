import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** The product in a process of its own, which can be started again and again. */
export interface Product {
  /** Resolves when it listens, or rejects when it ends before that. */
  start(): Promise<void>
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<Exit>
  /** Asks it to stop. */
  terminate(): Promise<Exit>
  /** Resolves when the one that was started last has ended, by whatever it did. */
  ended(): Promise<Exit>
  /** Says something to it over the channel of `talks`; resolves when it has repeated it. */
  tell(message: number): Promise<void>
  readonly url: () => string
  readonly pid: () => number
}

export interface ChildOptions {
  /** What the environment has besides, asked at each start. */
  readonly envNow?: () => Readonly<Record<string, string>>
  /** Whether it has a channel to this process. */
  readonly talks?: boolean
  /** What it prints. */
  readonly onOutput?: (text: string) => void
}

/** From its build: as `npm start` runs it, or without Telegram's limits, for which a storm would wait an hour. */
export function createProduct(
  entry: 'dist/main.js' | 'tests/bench/product.mjs',
  env: Readonly<Record<string, string>>,
  { envNow = () => ({}), talks = false, onOutput = () => {} }: ChildOptions = {},
): Product {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' })
  let child: ChildProcess | null = null
  let ended: Promise<Exit> = Promise.resolve({ code: null, signal: null })
  let url = ''

  return {
    url: () => url,
    pid: () => child?.pid ?? 0,
    async start() {
      const started = spawn(process.execPath, [join(ROOT, entry)], {
        cwd: tmpdir(),
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env, ...envNow() },
        stdio: ['ignore', 'pipe', 'inherit', ...(talks ? (['ipc'] as const) : [])],
      })
      started.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString()))
      child = started
      ended = new Promise((resolve) => {
        started.once('exit', (code, signal) => resolve({ code, signal }))
      })
      url = await Promise.race([
        addressOf(started),
        ended.then(({ code }) =>
          Promise.reject(new Error(`The product ended with ${code} instead of starting.`)),
        ),
      ])
    },
    kill: () => end('SIGKILL'),
    terminate: () => end('SIGTERM'),
    ended: () => ended,
    tell,
  }

  async function tell(message: number): Promise<void> {
    const listener = child
    if (!listener?.connected) return
    const repeated = new Promise<void>((resolve) => {
      listener.on('message', function heard(answer) {
        if (answer !== message) return
        listener.off('message', heard)
        resolve()
      })
    })
    listener.send(message, () => {})
    await Promise.race([repeated, ended])
  }

  function end(signal: NodeJS.Signals): Promise<Exit> {
    child?.kill(signal)
    return ended
  }
}

/** The address in the line it prints when it listens. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let printed = ''
    stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const address = /(http:\S+)\n/.exec(printed)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}
