export const LOCALES = ['fa', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** What a panel user may do in their organization: an admin manages groups and members. */
export const ROLES = ['admin', 'member'] as const
export type Role = (typeof ROLES)[number]

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
  /** Which of several organizations they mean in their private chat; null until they have said. */
  readonly organizationId: string | null
}

/** Somebody known from the panel's tokens. */
export interface PanelUser {
  readonly organizationId: string
  readonly userId: string
  readonly name: string
  readonly mobile: string | null
  readonly locale: Locale | null
  readonly role: Role
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly plan: string
}

/** Whom a token or a session stands for, as the panel's newest token said. */
export interface SignedInUser {
  readonly organization: Organization
  readonly userId: string
  readonly name: string
  readonly mobile: string | null
  readonly locale: Locale | null
  readonly role: Role
}

/** What a verified token says of a panel user. */
export interface TokenUser extends Omit<SignedInUser, 'role'> {
  /** Null where it does not say. */
  readonly role: Role | null
  /** When it was signed, in seconds; null where it does not say. */
  readonly issuedAt: number | null
}

/** How SMS reaches the creator of a ticket. */
export interface Contact {
  readonly mobile: string | null
  readonly locale: Locale | null
}
