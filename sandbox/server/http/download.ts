import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '../rules/errors.ts'
import { readBytes } from '../world/files.ts'
import type { World } from '../world/world.ts'
import { type Fault, refusalOf } from './faults.ts'

/** The name by which downloads are made to fail. */
export const DOWNLOAD = 'download'

/** What a slow download comes in. */
const PIECES = 20

/** Hands out a file's bytes. A slow download comes in pieces, a cut one ends early. Throws an ApiError for none. */
export async function sendFile(
  world: World,
  response: ServerResponse,
  path: string,
  fault: Fault | undefined,
): Promise<void> {
  const refused = refusalOf(fault)
  if (refused) throw refused
  const file =
    world.switches.local === null && [...world.state.files.values()].find((one) => one.path === path)
  const bytes = file && (await readBytes(world, file))
  if (!bytes) throw new ApiError(404, 'Not Found')
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length })
  const piece = Math.ceil(bytes.length / PIECES)
  for (let at = 0; at < bytes.length; at += piece) {
    if (fault?.kind === 'slow') await sleep(fault.ms / PIECES)
    if (response.destroyed) return
    response.write(bytes.subarray(at, at + piece))
    if (fault?.kind === 'reset-after') {
      response.socket?.resetAndDestroy()
      return
    }
  }
  response.end()
}
