import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import type { Told } from '../../core/events/event-hub.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { reads, refusals } from '../openapi/operations.ts'
import { createEventStream, type EventStream, renderEvent } from './event-stream.ts'
import { parseCursor, presentCursor, presentEvent } from './present-event.ts'

export interface EventDeps {
  readonly desk: Desk
  readonly clock: () => Date
  /** Aborted when the server stops, which open streams would prevent. */
  readonly closing: AbortSignal
  readonly onError: (c: Context<WebEnv>, error: unknown) => void
}

const HEARTBEAT_MS = 15_000
const RETRY_MS = 3_000
const MOST_A_USER = 20
const MOST_AN_ORGANIZATION = 200
const MOST = 1_000
/** The longest time that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  // Keeps nginx from buffering the events.
  'X-Accel-Buffering': 'no',
}

const EXAMPLE = `id: 12-34
event: ticket.status
data: {"ref":"KT-12","at":"2026-11-22T10:00:00.000Z","from":"awaiting_response","to":"in_progress"}

`

const streamEvents = createRoute({
  ...reads('followEvents', 'Events', 'Follow the tickets'),
  description:
    'A stream of server-sent events: `ticket.opened`, `ticket.status` (with `from` and `to`) and `message.created` ' +
    '(with `id` and `side`), each with `ref` and `at`. They say what is worth reading again; an event may come more ' +
    'than once. After a break, `Last-Event-ID` brings the events that were missed; if they are too many, `reset` comes ' +
    'instead, and everything is to be read again. The stream ends with the token or session, and counts as one request.',
  method: 'get',
  path: '/events',
  request: {
    headers: z.object({
      'last-event-id': z.string().optional().meta({ description: 'The `id` of the last event that arrived' }),
    }),
  },
  responses: {
    200: {
      description: 'The stream',
      content: { 'text/event-stream': { schema: z.string(), example: EXAMPLE } },
    },
    ...refusals(),
  },
})

/** `GET /events`: what happens to the organization's tickets, as it happens. A user may have 20 streams at a time. */
export function mountEvents(api: OpenAPIHono<WebEnv>, deps: EventDeps): void {
  const { desk, clock, closing } = deps
  const open = new Map<string, Set<EventStream>>()
  closing.addEventListener('abort', () => {
    for (const streams of open.values()) for (const stream of streams) stream.end()
  })

  api.openapi(streamEvents, async (c) => {
    if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS)
    const stream = createEventStream(c)
    countIn(c, stream)
    try {
      await feed(c, stream)
    } catch (error) {
      stream.end()
      throw error
    }
    return c.body(stream.body, 200, HEADERS)
  })

  async function feed(c: Context<WebEnv>, stream: EventStream): Promise<void> {
    const { actor, signedIn } = c.var
    const given = c.req.header('Last-Event-ID')
    const since = given === undefined ? null : parseCursor(given)
    const following = await desk.followTickets(actor, since)
    const id = presentCursor(following.cursor)

    stream.write(`retry: ${RETRY_MS}\n\n`)
    if (following.missed === null || (given !== undefined && since === null)) {
      stream.write(renderEvent({ id, name: 'reset', data: {} }))
    } else {
      for (const told of following.missed) stream.write(render(told))
      stream.write(renderEvent({ id }))
    }

    const fail = (error: unknown): void => {
      if (!stream.ended.aborted) deps.onError(c, error)
      stream.end()
    }
    let last = Promise.resolve()
    const write = (block: string): void => {
      last = writeAfter(last, block).catch(fail)
    }
    const writeAfter = async (before: Promise<void>, block: string): Promise<void> => {
      await before
      if (await signedIn.stillHolds()) stream.write(block)
      else stream.end()
    }
    following.start({ tell: (told) => write(render(told)), fail })

    const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
    const left = signedIn.until.getTime() - clock().getTime()
    const expiry = setTimeout(() => stream.end(), Math.min(left, LONGEST_MS))
    whenEnded(stream, () => {
      following.stop()
      clearInterval(heartbeat)
      clearTimeout(expiry)
    })
    if (closing.aborted) stream.end()
  }

  function countIn({ var: { actor } }: Context<WebEnv>, stream: EventStream): void {
    const { organizationId, userId } = actor
    const groups: [key: string, most: number][] = [
      [JSON.stringify([organizationId, userId]), MOST_A_USER],
      [JSON.stringify([organizationId]), MOST_AN_ORGANIZATION],
      ['', MOST],
    ]
    if (groups.some(([key, most]) => (open.get(key)?.size ?? 0) >= most)) {
      throw new Problem('rate_limited', { headers: { 'Retry-After': String(HEARTBEAT_MS / 1000) } })
    }
    for (const [key] of groups) {
      const own = open.get(key) ?? new Set()
      open.set(key, own.add(stream))
      whenEnded(stream, () => {
        own.delete(stream)
        if (own.size === 0 && open.get(key) === own) open.delete(key)
      })
    }
  }
}

function whenEnded({ ended }: EventStream, listener: () => void): void {
  if (ended.aborted) listener()
  else ended.addEventListener('abort', listener, { once: true })
}

function render({ event, cursor }: Told): string {
  return renderEvent({ id: presentCursor(cursor), ...presentEvent(event) })
}
