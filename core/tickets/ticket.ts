import { z } from 'zod'
import type { Party } from '../foundation/actor.ts'
import type { DescriptionPart } from './description.ts'
import { asciiDigits, cleanLine, cleanText, isVisible } from '../foundation/text.ts'

export const STATUSES = ['awaiting_response', 'in_progress', 'awaiting_customer', 'closed'] as const
export const PRIORITIES = ['critical', 'urgent', 'high', 'normal', 'low'] as const
export const CATEGORIES = ['activation', 'technical', 'financial', 'sales'] as const

export type Status = (typeof STATUSES)[number]
export type Priority = (typeof PRIORITIES)[number]
export type Category = (typeof CATEGORIES)[number]
export type Source = 'telegram' | 'panel'

/** Longest title and description, in UTF-16 units, which is how Telegram counts. */
export const TITLE_MAX = 128
export const DESCRIPTION_MAX = 4096

/** The chat, and the forum topic in it, where a ticket's customer is talked to. */
export interface Home {
  readonly chatId: number
  readonly threadId: number | null
}

export interface Assignee {
  readonly telegramId: number
  readonly name: string
}

export interface Ticket {
  readonly number: number
  readonly organizationId: string
  readonly title: string
  readonly description: string
  /** What the description was written in on Telegram; empty for one that was written in the panel. */
  readonly descriptionParts: readonly DescriptionPart[]
  readonly status: Status
  readonly priority: Priority
  readonly category: Category
  readonly source: Source
  readonly creator: Party
  readonly assignee: Assignee | null
  readonly home: Home | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly closedAt: Date | null
  /** When the ticket closes by itself because its customer has not replied; null where it does not wait for them. */
  readonly autoCloseAt: Date | null
  /** Why the last SMS about it was refused for good; null when it was taken. */
  readonly smsFailure: string | null
  /** The status that its creator knows, from its opening or an SMS; null where nobody has noted it. */
  readonly smsStatus: Status | null
}

/** What caused a change of status. */
export type Cause =
  | 'created'
  | 'taken'
  | 'agent_message'
  | 'customer_message'
  | 'no_reply'
  | 'closed_by_customer'
  | 'closed_by_agent'
  | 'reopened_by_customer'
  | 'reopened_by_agent'

export interface HistoryEntry {
  readonly at: Date
  readonly from: Status | null
  readonly to: Status
  readonly by: Party
  readonly cause: Cause
}

export const titleSchema = z
  .string()
  .transform(cleanLine)
  .refine((title) => isVisible(title), { error: 'empty' })
  .refine((title) => title.length <= TITLE_MAX, { error: 'too_long', params: { max: TITLE_MAX } })
  .meta({ minLength: 1, maxLength: TITLE_MAX, example: 'The server is out of reach' })

export const descriptionSchema = z
  .string()
  .transform((text) => cleanText(text).trim())
  .refine((text) => isVisible(text), { error: 'empty' })
  .refine((text) => text.length <= DESCRIPTION_MAX, { error: 'too_long', params: { max: DESCRIPTION_MAX } })
  .meta({ minLength: 1, maxLength: DESCRIPTION_MAX, example: 'It has not answered since the morning.' })

export const draftSchema = z.object({
  title: titleSchema,
  description: descriptionSchema,
  priority: z.enum(PRIORITIES),
  category: z.enum(CATEGORIES),
})

/** What a customer says of a new ticket, checked. */
export type Draft = z.output<typeof draftSchema>

/** The public reference: `KT-12`. */
export function formatReference(number: number): string {
  return `KT-${number}`
}

/** The number in `KT-12`, `kt-۱۲`, `12`; null where there is none. */
export function parseReference(text: string): number | null {
  const digits = /^\s*(?:kt\s*(?:-\s*)?)?(\d{1,15})\s*$/i.exec(asciiDigits(text))?.[1]
  const number = Number(digits)
  return digits === undefined || number < 1 ? null : number
}
