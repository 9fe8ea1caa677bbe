/** How long an answer may be waited for that brings or takes no file. */
export const PATIENCE_MS = 45_000
/** The slowest line that still carries files. */
const BYTES_PER_SECOND = 16 * 1024
/** How long an upload may seem to stand: what the system has taken and not yet sent goes out in the meantime. */
export const STALLED_MS = 300_000

/** How long so many bytes may be on their way. */
export function limitMs(bytes: number): number {
  return PATIENCE_MS + Math.round((bytes / BYTES_PER_SECOND) * 1_000)
}
