import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIZE_MB = 192

/** A place for the product's data that can run out of room. */
export interface Disk {
  readonly folder: string
  /** What stands in for a full disk here, in words. */
  readonly how: string
  /** Leaves no room; returns what makes room again. */
  fill(pid: number): () => void
  close(): void
}

/**
 * A small file system in memory where mounting is allowed (root on Linux); else a folder, and while it is «full» the
 * process may not write past the size of its smallest file (RLIMIT_FSIZE): it meets EFBIG where ENOSPC would be.
 */
export function createDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-chaos-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  if (!canMount(folder))
    return { folder, how: 'a limit on the size of files (prlimit)', fill: limitFiles, close: remove }
  return {
    folder,
    how: `a tmpfs of ${SIZE_MB} MB`,
    fill() {
      const ballast = join(folder, 'ballast')
      const { bsize, bavail } = statfsSync(folder)
      // Larger than what is free: it takes all there is and fails.
      try {
        writeFileSync(ballast, Buffer.alloc(bsize * (bavail + 1)))
      } catch {
        // The disk is full.
      }
      return () => rmSync(ballast, { force: true })
    },
    close() {
      execFileSync('umount', ['--lazy', folder])
      remove()
    },
  }
}

function canMount(folder: string): boolean {
  return runs('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder])
}

function limitFiles(pid: number): () => void {
  const limit = (size: string) => runs('prlimit', ['--pid', String(pid), `--fsize=${size}:`])
  limit('4096')
  return () => void limit('unlimited')
}

function runs(command: string, given: readonly string[]): boolean {
  try {
    execFileSync(command, given, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
