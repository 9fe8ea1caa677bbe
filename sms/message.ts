import type { Logger } from '../logger.ts'

export interface SmsMessage {
  /** A mobile as `+989121234567`. */
  readonly to: string
  readonly text: string
  /** The same for every attempt at one message, so that the provider can tell a repetition. */
  readonly localId: number
  /** The values for a provider's template, if one is configured. */
  readonly template?: { readonly ref: string; readonly status: string }
}

/** Reasons are English, for the log and the staff. They contain no number, no text and no key. */
export type SmsOutcome =
  | { readonly kind: 'delivered'; readonly providerId?: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly reason: string }

export interface SmsSender {
  /** Never throws for a fault of the provider or the network. */
  send(message: SmsMessage): Promise<SmsOutcome>
}

export interface SmsSenderDeps {
  readonly logger: Logger
  readonly fetch?: typeof fetch
  readonly timeoutMs?: number
  /** Called by the log provider with each message as it would be sent; the log itself shows less. */
  readonly onSent?: (message: SmsMessage) => void
}
