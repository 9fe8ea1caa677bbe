import { asciiDigits } from '../foundation/text.ts'

export const LOCALES = ['fa', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Somebody known from Telegram. */
export interface Person {
  readonly telegramId: number
  readonly name: string
  readonly username: string | null
  /** The language they chose; null means the installation's default. */
  readonly locale: Locale | null
  /** Their own number, verified by Telegram's contact button, as `+989121234567`. */
  readonly mobile: string | null
  /** Whether the bot has offered to verify the number; it asks once. */
  readonly verificationOffered: boolean
}

/** Somebody known from the panel's tokens. */
export interface PanelUser {
  readonly organizationId: string
  readonly userId: string
  readonly name: string
  readonly mobile: string | null
  readonly locale: Locale | null
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly plan: string
}

/** What a verified token says of a panel user. */
export interface TokenUser {
  readonly organization: Organization
  readonly userId: string
  readonly name: string
  readonly mobile: string | null
  readonly locale: Locale | null
}

/** How SMS reaches the creator of a ticket. */
export interface Contact {
  readonly mobile: string | null
  readonly locale: Locale | null
}

/**
 * A mobile number as `+` and digits, from any way it is written: `09121234567`, `۰۹۱۲ ۱۲۳ ۴۵۶۷`,
 * `00989121234567`, `989121234567`. Null where it is not one (E.164 allows 8 to 15 digits).
 */
export function normalizeMobile(text: string): string | null {
  const written = asciiDigits(text).replace(/[^\d+]/g, '')
  const digits = written.replace(/^\+|^00/, '').replace(/\D/g, '')
  const international = /^09\d{9}$/.test(written)
    ? `98${written.slice(1)}`
    : /^9\d{9}$/.test(digits)
      ? `98${digits}`
      : digits
  return /^[1-9]\d{7,14}$/.test(international) ? `+${international}` : null
}
