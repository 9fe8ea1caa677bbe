import { z } from 'zod'
import { stripIsolates } from '../locales/translate.ts'
import type { SmsMessage, SmsOutcome, SmsSender, SmsSenderDeps } from './message.ts'

export interface KavenegarSettings {
  readonly apiKey: string
  readonly apiRoot: string
  /** The line to send from; by default the account's own. */
  readonly sender?: string | undefined
  /** The lookup template to fill; it reaches numbers that refuse advertising. Without one, a plain message is sent. */
  readonly template?: string | undefined
}

const DEFAULT_TIMEOUT_MS = 10_000

/** Sends with Kavenegar's REST API (its documentation has the codes): `sms/send`, or `verify/lookup` with a template. */
export function createKavenegarSender(
  settings: KavenegarSettings,
  { logger, fetch = globalThis.fetch, timeoutMs = DEFAULT_TIMEOUT_MS }: SmsSenderDeps,
): SmsSender {
  async function send(message: SmsMessage): Promise<SmsOutcome> {
    const call = callFor(settings, message)
    const url = `${settings.apiRoot}/v1/${encodeURIComponent(settings.apiKey)}/${call.path}`
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const response = await fetch(url, { method: 'POST', body: call.form, redirect: 'manual', signal })
      return read(response, await response.text(), call.repeatable)
    } catch (error) {
      return describeFailure(error, call.repeatable)
    }
  }

  return {
    send: async (message) => {
      const outcome = await send(message)
      if (outcome.kind !== 'delivered')
        logger.warn({ localId: message.localId, ...outcome }, 'An SMS was not sent.')
      return outcome
    },
  }
}

interface Call {
  readonly path: string
  readonly form: URLSearchParams
  /** Whether Kavenegar can tell a repetition by its `localid`, which a lookup does not have. */
  readonly repeatable: boolean
}

function callFor(settings: KavenegarSettings, { to, text, localId, template }: SmsMessage): Call {
  const receptor = to.replace(/^\+98/, '0').replace(/^\+/, '00')
  if (settings.template !== undefined && template) {
    // In a template's values, `token` may have no spaces; `token20` may have as many as a status has.
    const [token, token20] = [stripIsolates(template.ref), stripIsolates(template.status)]
    const form = new URLSearchParams({ receptor, template: settings.template, token, token20 })
    return { path: 'verify/lookup.json', form, repeatable: false }
  }
  const form = new URLSearchParams({ receptor, message: stripIsolates(text), localid: String(localId) })
  if (settings.sender !== undefined) form.set('sender', settings.sender)
  return { path: 'sms/send.json', form, repeatable: true }
}

const Entry = z.object({ messageid: z.number(), status: z.number() })
const Answer = z.object({
  return: z.object({ status: z.number() }),
  entries: z.array(Entry).nullish().catch(null),
})

function read(response: Response, body: string, repeatable: boolean): SmsOutcome {
  const answer = parseAnswer(body)
  if (!answer) {
    if (response.status < 400) return unsure('Kavenegar gave an answer that cannot be read', repeatable)
    if (response.status < 500 && response.status !== 429) {
      return { kind: 'failed', reason: `Kavenegar answered with HTTP ${response.status}` }
    }
    return {
      kind: 'retry',
      reason: `Kavenegar answered with HTTP ${response.status}`,
      ...retryAfter(response),
    }
  }
  const code = answer.return.status
  const entry = answer.entries?.[0]
  if (code !== 200) {
    const refused = refusal(code)
    return refused.kind === 'retry' ? { ...refused, ...retryAfter(response) } : refused
  }
  const undelivered = entry && UNDELIVERED[entry.status]
  if (undelivered) return { kind: 'failed', reason: `${undelivered} (status ${entry.status})` }
  return { kind: 'delivered', ...(entry ? { providerId: String(entry.messageid) } : {}) }
}

function refusal(code: number): Extract<SmsOutcome, { kind: 'retry' | 'failed' }> {
  const reason = `${REFUSALS[code] ?? 'Kavenegar refused the message'} (${code})`
  return { kind: passes(code) ? 'retry' : 'failed', reason }
}

function parseAnswer(body: string): z.infer<typeof Answer> | undefined {
  try {
    return Answer.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

function retryAfter(response: Response): { afterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return seconds > 0 ? { afterMs: seconds * 1000 } : {}
}

/** Errors from before anything was sent: trying again cannot double the message. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function describeFailure(error: unknown, repeatable: boolean): SmsOutcome {
  if (!(error instanceof Error)) throw error
  if (error.name === 'TimeoutError') return unsure('Kavenegar gave no answer in time', repeatable)
  // For the network, fetch throws a TypeError with a cause.
  if (!(error instanceof TypeError)) throw error
  const code = z.object({ code: z.string() }).safeParse(error.cause).data?.code
  // fetch takes a response with HTTP 407 for a proxy's and throws an error without a code instead.
  if (code === undefined) return refusal(407)
  const reason = `Kavenegar could not be reached (${code})`
  return UNREACHED.has(code) ? { kind: 'retry', reason } : unsure(reason, repeatable)
}

/** The message may have been taken: it is sent again only if Kavenegar can tell the repetition. */
function unsure(reason: string, repeatable: boolean): SmsOutcome {
  return repeatable
    ? { kind: 'retry', reason }
    : { kind: 'failed', reason: `${reason}; it may have been sent` }
}

/**
 * Whether a code is of a fault that passes by itself; with any other one, the message or the account is wrong. Besides
 * Kavenegar's own codes there are 429 and 5xx, which a server in trouble sends in the same form.
 */
function passes(code: number): boolean {
  return PASSING.has(code) || (code >= 500 && code < 600 && !(code in REFUSALS))
}

const PASSING: ReadonlySet<number> = new Set([402, 409, 429, 451])

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'Kavenegar found parameters missing',
  401: 'The Kavenegar account is disabled',
  402: 'Kavenegar could not carry out the request',
  403: 'KAVENEGAR_API_KEY is not valid',
  404: 'Kavenegar does not know this method',
  405: 'Kavenegar does not know this method',
  407: 'The Kavenegar account does not allow this from here: check its permitted IPs',
  409: 'Kavenegar is busy',
  411: 'The number is not one that Kavenegar can send to',
  412: 'KAVENEGAR_SENDER is not a line of this account',
  413: 'The message is empty or too long for Kavenegar',
  418: 'The credit of the Kavenegar account is used up',
  422: 'Kavenegar does not accept a character of the message',
  424: 'Kavenegar has no approved template with the name in KAVENEGAR_TEMPLATE',
  426: "The Kavenegar account's plan does not include this",
  428: 'Kavenegar cannot call this number',
  429: 'Kavenegar asks to slow down, or does not accept this IP',
  431: 'Kavenegar does not accept the form of a template value',
  432: 'The template in KAVENEGAR_TEMPLATE lacks a variable that is filled',
  451: 'Kavenegar limits the rate',
  501: 'The Kavenegar account is in test mode and sends to its owner only',
}

/** Statuses of a message that Kavenegar took and that will not arrive. */
const UNDELIVERED: Readonly<Record<number, string>> = {
  6: 'The operator could not send the message',
  11: 'The message did not reach the phone',
  13: 'The message was cancelled',
  14: 'The receiver blocks such messages',
}
