import { onTestFinished } from 'vitest'

export interface Received {
  readonly id: string | null
  readonly name: string
  readonly data: unknown
}

/** A client of an event stream, as a browser's: what has an id and no data only moves the place to go on from. */
export async function listenTo(url: string, headers: Record<string, string>) {
  const cancel = new AbortController()
  onTestFinished(() => cancel.abort())
  const response = await fetch(url, { headers, signal: cancel.signal })
  const waiting: ((event: Received | null) => void)[] = []
  const events: Received[] = []
  const comments: string[] = []
  let lastId: string | null = null
  let retry: string | null = null
  let over = false

  const done = read()
    .catch(() => {})
    .finally(() => {
      over = true
      for (const tell of waiting.splice(0)) tell(null)
    })

  async function read(): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        take(text.slice(0, end))
        text = text.slice(end + 2)
      }
    }
  }

  function take(block: string): void {
    const fields = new Map<string, string>()
    for (const line of block.split('\n')) {
      const [name = '', ...rest] = line.split(': ')
      fields.set(name, rest.join(': '))
    }
    retry = fields.get('retry') ?? retry
    lastId = fields.get('id') ?? lastId
    if (fields.has('')) comments.push(fields.get('') ?? '')
    const data = fields.get('data')
    if (data === undefined) return
    const event = { id: lastId, name: fields.get('event') ?? 'message', data: JSON.parse(data) as unknown }
    const tell = waiting.shift()
    if (tell) tell(event)
    else events.push(event)
  }

  return {
    status: response.status,
    headers: response.headers,
    comments,
    get lastId() {
      return lastId
    },
    get retry() {
      return retry
    },
    /** The next event; null when the stream has ended. */
    next: async (): Promise<Received | null> =>
      events.shift() ?? (over ? null : await new Promise((resolve) => waiting.push(resolve))),
    /** What has come and was not asked for. */
    rest: events,
    close: () => cancel.abort(),
    done,
  }
}
