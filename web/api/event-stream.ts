import type { Context } from 'hono'

/** A response that goes on until either side ends it. */
export interface EventStream {
  readonly body: ReadableStream<Uint8Array>
  /** Aborted once it has ended, whichever side ended it. */
  readonly ended: AbortSignal
  write(block: string): void
  end(): void
}

/** How much may wait for a slow reader. The events of a long break, which are written all at once, fit into it. */
const MAX_WAITING_BYTES = 512 * 1024
const encoder = new TextEncoder()

/** A stream of text blocks. A reader who lets too much wait is disconnected. */
export function createEventStream(c: Context): EventStream {
  const ended = new AbortController()
  let output: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        output = controller
      },
      cancel: () => ended.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING_BYTES }),
  )
  return {
    body,
    ended: ended.signal,
    write(block) {
      if (ended.signal.aborted) return
      output.enqueue(encoder.encode(block))
      if ((output.desiredSize ?? 0) >= 0) return
      ended.abort()
      cutOff(c)
    },
    end() {
      if (ended.signal.aborted) return
      output.close()
      ended.abort()
    },
  }
}

/** One event in the format of server-sent events. */
export function renderEvent(event: {
  readonly id: string
  readonly name?: string
  readonly data?: object
}): string {
  const lines = [`id: ${event.id}`]
  if (event.name !== undefined) lines.push(`event: ${event.name}`)
  if (event.data !== undefined) lines.push(`data: ${JSON.stringify(event.data)}`)
  return `${lines.join('\n')}\n\n`
}

/** Destroys Node's own response: the only way to end a connection that nobody reads from. */
function cutOff(c: Context): void {
  const { outgoing } = (c.env ?? {}) as { readonly outgoing?: { destroy(): void } }
  outgoing?.destroy()
}
