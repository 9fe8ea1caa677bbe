/** Something that a person wrote to a ticket and that Telegram or the API took. The token stands in its text. */
export interface Said {
  readonly token: string
  readonly ticket: number
  readonly side: 'customer' | 'agent'
  readonly by: string
  readonly files: number
  /** What shows which ticket it is for: «message 7» that it replies to, or «topic 9»; null where it was said outright. */
  readonly to: string | null
  /** The message that is marked when it has arrived; null for what gets no mark. */
  readonly marked: number | null
  readonly at: number
  /** The text as its author edited it last. */
  text: string
}

/** A ticket that somebody ordered: a form whose last button was pressed, or a request that was answered. */
export interface Ordered {
  readonly title: string
  readonly by: string
  readonly at: number
}

/** What happened in a run, in its order; `ticket` is null for what concerns them all. */
export interface Happened {
  readonly at: number
  readonly ticket: number | null
  readonly what: string
}

/** Notes what happens while a run goes on. */
export function createRecord(now: () => number) {
  const said: Said[] = []
  const ordered: Ordered[] = []
  const happened: Happened[] = []
  let tokens = 0
  return {
    said,
    ordered,
    happened,
    /** A text that stands nowhere else. */
    token: (by: string): string => `[${by} ${++tokens}]`,
    say(what: Omit<Said, 'at' | 'text'>): Said {
      const one = { ...what, text: what.token, at: now() }
      said.push(one)
      happened.push({
        at: one.at,
        ticket: one.ticket,
        what: `${one.by} says ${one.token}${one.to === null ? '' : ` to ${one.to}`}`,
      })
      return one
    },
    order(title: string, by: string): void {
      ordered.push({ title, by, at: now() })
    },
    note(what: string, ticket: number | null = null): void {
      happened.push({ at: now(), ticket, what })
    },
  }
}

export type Record = ReturnType<typeof createRecord>
