import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process that has the database to itself. */
export interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: Date
}

/** What tells a dead holder from a living one. */
export interface Whereabouts extends Omit<Holder, 'since'> {
  /** Random, after when its process began: a process can have the pid of one before it. */
  readonly owner: string
  /** Where the pid means something: a boot of a machine, and a container in it. */
  readonly machine: string
}

/** Somebody else has the database, or the folder of data. */
export class AlreadyRunning extends Error {
  constructor(holder: Holder | null) {
    const who = holder
      ? `pid ${holder.pid} on host ${holder.host}, since ${holder.since.toISOString()}`
      : 'one that has not said who it is'
    super(
      `Another process works with this database or DATA_DIR already: ${who}. ` +
        'Stop it first, or give this one a database and a DATA_DIR of its own.',
    )
    this.name = 'AlreadyRunning'
  }
}

/** Where this process is; another claim of it is another owner. */
export function whereabouts(): Whereabouts {
  return {
    pid: process.pid,
    host: hostname(),
    owner: `${began()} ${randomUUID()}`,
    machine: `${bootOf(hostname())} ${containerOf()}`,
  }
}

/** Whether a process is known to have ended. False where nobody here can tell. */
export function hasEnded({ pid, owner, machine }: Whereabouts, here: Whereabouts): boolean {
  if (machine !== here.machine) return false
  return pid === process.pid ? owner.split(' ', 1)[0] !== began() : !isAlive(pid)
}

function began(): string {
  return String(Math.round(performance.timeOrigin))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** Containers of one machine have different host names, and machines can have the same. */
function bootOf(otherwise: string): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return otherwise
  }
}

function containerOf(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
