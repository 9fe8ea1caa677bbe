import { setTimeout as sleep } from 'node:timers/promises'
import { refusalOf, type Fault, type Faults } from './faults.ts'
import { createLimiter } from './limiter.ts'
import { findMethod, Upload } from '../schema/check.ts'
import type { LongPoll, PollParams } from '../updates/long-poll.ts'
import type { BotAccount, UpdateType } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Body } from './body.ts'
import { carryOut, checkCall } from './dispatch.ts'
import { ApiError } from '../rules/errors.ts'
import { maxUpload } from '../calls/media.ts'
import { findFile } from '../world/files.ts'
import { placeFile } from '../methods/files.ts'
import { setAllowedUpdates } from '../methods/webhook.ts'
import { badGateway, CUT, failure, success, type ApiResponse } from './response.ts'

/** One recorded call of a bot. Calls of getUpdates are not recorded. */
export interface ApiCall {
  method: string
  params: Record<string, unknown>
  at: number
  result?: unknown
  error?: { code: number; description: string }
  /** The fault that a test had planned for it. */
  fault?: Fault
}

export interface Exchange {
  findBot(token: string): BotAccount | undefined
  method(name: string): string
  /** The fault planned for the next of what is no call. */
  fault(name: string): Fault | undefined
  /** Bytes of one upload. */
  maxUpload(): number
  perform(bot: BotAccount, method: string, body: Body, signal: AbortSignal): Promise<ApiResponse>
}

interface Parts {
  world: World
  faults: Faults
  longPoll: LongPoll
  record: (bot: BotAccount, call: ApiCall) => void
}

/** Everything between a parsed request and its response: checks, limits, faults, the record of calls. */
export function createExchange({ world, faults, longPoll, record }: Parts): Exchange {
  const limit = createLimiter(() => world.now())

  function attempt(bot: BotAccount, method: string, params: Record<string, unknown>, body: Body): unknown {
    if (world.switches.limiter) {
      const refused = limit(method, chatOf(params))
      if (refused) throw refused
    }
    const checked = checkCall(method, params, body.uploads, world.switches.strict)
    const result = carryOut({ world, bot }, method, checked)
    if (method === 'setWebhook' && bot.webhook) {
      longPoll.interrupt(bot.id)
      world.updateQueued(bot.id)
    }
    return result
  }

  function note(method: string, error: ApiError): void {
    if (error.violation) world.violations.push(`${method}: ${error.message}`)
  }

  async function getUpdates(
    bot: BotAccount,
    body: Body,
    signal: AbortSignal,
    fault: Fault | undefined,
  ): Promise<ApiResponse> {
    try {
      refuseIfFaulty(fault)
      const checked = checkCall('getUpdates', body.raw, body.uploads, world.switches.strict)
      const params = checked as PollParams & { allowed_updates?: UpdateType[] }
      setAllowedUpdates({ world, bot }, params.allowed_updates)
      return success(await longPoll.poll(bot, params, signal))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      note('getUpdates', error)
      return failure(error)
    }
  }

  function run(bot: BotAccount, method: string, body: Body, fault: Fault | undefined): ApiResponse {
    const params = fault?.kind === 'to-general' ? withoutTopic(body.raw) : body.raw
    const call: ApiCall = { method, params: describe(params), at: world.now(), ...(fault && { fault }) }
    try {
      refuseIfFaulty(fault)
      call.result = attempt(bot, method, params, body)
      return success(call.result)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      note(method, error)
      call.error = { code: error.code, description: error.message }
      return failure(error)
    } finally {
      record(bot, call)
      world.changed()
    }
  }

  return {
    findBot(token) {
      for (const bot of world.state.bots.values()) if (bot.token === token) return bot
      return undefined
    },
    method(name) {
      const method = findMethod(name)
      if (method !== undefined) return method
      world.violations.push(`${name}: there is no such method`)
      throw new ApiError(404, 'Not Found: method not found')
    },
    fault: (name) => faults.next(name, undefined),
    maxUpload: () => maxUpload(world),
    async perform(bot, method, body, signal) {
      const fault = faults.next(method, chatOf(body.raw))
      if (fault?.kind === 'slow' && !fault.applied) await sleep(fault.ms)
      if (fault?.kind === 'reset-before') return CUT
      if (fault?.kind === 'bad-gateway' && !fault.applied) return badGateway()
      const response =
        method === 'getUpdates' ? await getUpdates(bot, body, signal, fault) : run(bot, method, body, fault)
      if (fault?.kind === 'slow' && fault.applied) await sleep(fault.ms, null, { signal }).catch(() => {})
      if (method === 'getFile') await placeFile(world, findFile(world, bot.id, String(body.raw['file_id'])))
      if (fault?.kind === 'reset-after') return CUT
      if (fault?.kind === 'bad-gateway') return badGateway()
      if (fault?.kind === 'hang') return hang(fault.afterMs, signal)
      const refused = isApplied(fault) ? refusalOf(fault) : undefined
      return refused ? failure(refused) : response
    },
  }
}

/** Sends nothing until the client gives up or the given time is over; then the connection breaks. */
async function hang(afterMs: number | undefined, signal: AbortSignal): Promise<ApiResponse> {
  const gone = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await (afterMs === undefined ? gone : Promise.race([gone, sleep(afterMs)]))
  return CUT
}

function refuseIfFaulty(fault: Fault | undefined): void {
  const refused = isApplied(fault) ? undefined : refusalOf(fault)
  if (refused) throw refused
}

function isApplied(fault: Fault | undefined): boolean {
  return fault !== undefined && 'applied' in fault && fault.applied
}

function chatOf(params: Record<string, unknown>): number | undefined {
  const id = Number(params['chat_id'])
  return Number.isFinite(id) ? id : undefined
}

/** The parameters as they are recorded, with the name, type and size of an upload in its place. */
function describe(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value instanceof Upload ? value.toJSON() : value]),
  )
}

function withoutTopic(params: Record<string, unknown>): Record<string, unknown> {
  const { message_thread_id: _, ...rest } = params
  return rest
}
