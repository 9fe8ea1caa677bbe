import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** A bot in a process of its own. */
export interface Subject {
  /** The first line it prints. */
  readonly firstLine: Promise<string>
  /** Resident memory now and at its highest, in MB. */
  memory(): Promise<{ readonly now: number; readonly peak: number }>
  stop(): Promise<void>
}

/** Starts `node` with these arguments and, beside what every process needs, only these settings. */
export function startSubject(args: readonly string[], env: Readonly<Record<string, string>>): Subject {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', kill)
      resolve()
    })
  })
  return {
    firstLine: firstLineOf(child),
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      const megabytes = (field: string) =>
        Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
      return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}
