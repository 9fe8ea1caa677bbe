import type { Ordered, Said } from './_record.ts'

/** A ticket as the API shows it in the end. */
export interface StoredTicket {
  readonly number: number
  readonly title: string
  readonly creator: string
  readonly status: string
  readonly history: readonly StoredMove[]
  readonly messages: readonly StoredMessage[]
}

export interface StoredMove {
  readonly at: number
  readonly from: string | null
  readonly to: string
  readonly by: string
  readonly cause: string
}

export interface StoredMessage {
  readonly text: string
  readonly side: 'customer' | 'agent'
  readonly files: number
  readonly at: number
}

/** A message that the bot has posted in a room, and the tokens in it. */
export interface Shown {
  readonly room: 'customer' | 'staff'
  readonly id: number
  readonly text: string
  readonly tokens: readonly string[]
  readonly at: number
}

/** How often a ticket stands where it should stand once: its topic, and its cards. */
export interface Place {
  readonly ticket: number
  readonly what: string
  readonly times: number
  readonly at: number
}

export interface SentSms {
  readonly ticket: number
  readonly status: string
  readonly at: number
}

/** All there is when a run has come to rest. */
export interface Rest {
  readonly said: readonly Said[]
  readonly ordered: readonly Ordered[]
  readonly tickets: readonly StoredTicket[]
  readonly shown: readonly Shown[]
  /** The messages in the staff group that bear the bot's mark. */
  readonly marked: ReadonlySet<number>
  /** The messages in the group and the topics that the product knows to be a ticket's. */
  readonly linked: ReadonlySet<string>
  readonly places: readonly Place[]
  readonly sms: readonly SentSms[]
  /** Who has a mobile, by name. */
  readonly smsTo: ReadonlySet<string>
  /** Whose SMS nobody can expect: refused for good, or over a day's budget. */
  readonly smsExcused: ReadonlySet<number>
  /** Updates and deliveries that never came to an end. */
  readonly stuck: readonly { readonly ticket: number | null; readonly what: string }[]
  readonly autoCloseMs: number
  /** How exact the times of the tickets are, with a clock that was wrong. */
  readonly blindMs: number
  readonly now: number
}

export const COUNTERS = ['lost', 'stored twice', 'shown twice', 'order broken', 'timers wrong'] as const
export type Counter = (typeof COUNTERS)[number]

/** A fault of the product; `at` is when it showed. */
export interface Finding {
  readonly counter: Counter
  readonly ticket: number | null
  readonly what: string
  readonly at: number
}
