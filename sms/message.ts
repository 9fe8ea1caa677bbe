import type { Logger } from '../logger.ts'

export interface SmsMessage {
  /** A mobile as `+989121234567`. */
  readonly to: string
  readonly text: string
  /** The same for every attempt at one message, so that a repeated attempt cannot double it. */
  readonly localId: number
  /** What a provider's template is filled with, where one is configured. */
  readonly template?: { readonly ref: string; readonly status: string }
}

/** Reasons are English, for the log and the staff: they hold no number, no text and no key. */
export type SmsOutcome =
  | { readonly kind: 'delivered'; readonly providerId?: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly reason: string }

export interface SmsSender {
  /** Never throws for what the world does wrong. */
  send(message: SmsMessage): Promise<SmsOutcome>
}

export interface SmsSenderDeps {
  readonly logger: Logger
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
  /** Takes whole messages that the log provider only mentions. */
  readonly onSent?: (message: SmsMessage) => void
}
