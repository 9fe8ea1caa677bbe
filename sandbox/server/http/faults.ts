import type { ResponseParameters } from '@grammyjs/types'
import { ApiError, badRequest, forbidden, tooManyRequests } from '../rules/errors.ts'

/** What can go wrong with a call. With `applied` the call takes effect, and only its response is lost or wrong. */
export type Fault =
  | { kind: 'flood'; retryAfter: number }
  | { kind: 'error'; code: number; description: string; parameters?: ResponseParameters; applied?: boolean }
  | { kind: 'server-error'; applied?: boolean }
  | { kind: 'bad-gateway'; applied?: boolean }
  | { kind: 'hang'; afterMs?: number }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'slow'; ms: number; applied?: boolean }
  | { kind: 'to-general' }
  | { kind: keyof typeof REFUSALS }

const REFUSALS = {
  blocked: () => forbidden('bot was blocked by the user'),
  deactivated: () => forbidden('user is deactivated'),
  'not-started': () => forbidden("bot can't initiate conversation with a user"),
  'kicked-from-group': () => forbidden('bot was kicked from the group chat'),
  'kicked-from-supergroup': () => forbidden('bot was kicked from the supergroup chat'),
  'not-a-member': () => forbidden('bot is not a member of the supergroup chat'),
  'group-deleted': () => forbidden('the group chat was deleted'),
  'chat-not-found': () => badRequest('chat not found'),
  'thread-not-found': () => badRequest('message thread not found'),
  'topic-deleted': () => badRequest('TOPIC_DELETED'),
  'topic-closed': () => badRequest('TOPIC_CLOSED'),
  'topic-id-invalid': () => badRequest('TOPIC_ID_INVALID'),
  'no-write-access': () => badRequest('not enough rights to send text messages to the chat'),
  'edit-not-found': () => badRequest('message to edit not found'),
} satisfies Record<string, () => ApiError>

/** A fault that has no values of its own. */
export type FaultName = Exclude<Fault['kind'], 'flood' | 'error' | 'slow'>

export interface FaultPlan {
  /** Any method when left out. */
  method?: string | ((name: string) => boolean)
  /** Any chat when left out. */
  chat?: number
  times: number
  fault: Fault
}

/** The faults that a test has planned. */
export function createFaults() {
  let plans: FaultPlan[] = []
  return {
    plan(plan: FaultPlan): () => void {
      plans.push(plan)
      return () => void (plans = plans.filter((other) => other !== plan))
    },
    /** The planned fault of this call, if there is one. It counts as used. */
    next(method: string, chat: number | undefined): Fault | undefined {
      const plan = plans.find(
        (candidate) => isFor(candidate, method) && (candidate.chat === undefined || candidate.chat === chat),
      )
      if (!plan) return undefined
      plan.times -= 1
      if (plan.times <= 0) plans = plans.filter((other) => other !== plan)
      return plan.fault
    },
  }
}

function isFor({ method: wanted }: FaultPlan, method: string): boolean {
  return typeof wanted === 'function' ? wanted(method) : wanted === undefined || wanted === method
}

export type Faults = ReturnType<typeof createFaults>

/** The error response of a fault; undefined when the fault is none. */
export function refusalOf(fault: Fault | undefined): ApiError | undefined {
  if (!fault) return undefined
  if (fault.kind === 'flood') return tooManyRequests(fault.retryAfter)
  if (fault.kind === 'server-error') return new ApiError(500, 'Internal Server Error')
  if (fault.kind === 'error') {
    return new ApiError(
      fault.code,
      fault.description,
      fault.parameters ? { parameters: fault.parameters } : {},
    )
  }
  return fault.kind in REFUSALS ? REFUSALS[fault.kind as keyof typeof REFUSALS]() : undefined
}
