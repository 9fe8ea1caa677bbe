import { asciiDigits } from '../foundation/text.ts'

/** A Telegram group that an organization has activated. */
export interface Group {
  readonly chatId: number
  readonly organizationId: string
  readonly title: string
  readonly state: 'active' | 'suspended'
  /** Why it is suspended. */
  readonly reason: SuspensionReason | null
  readonly activatedAt: Date
}

export type SuspensionReason = 'bot_removed' | 'group_deleted'

/** What Telegram says of a chat that somebody wants to activate. */
export type ChatInspection =
  | {
      readonly kind: 'group'
      readonly chatId: number
      readonly title: string
      /** False when privacy mode hides plain messages from the bot there. */
      readonly seesAllMessages: boolean
      /** True when the bot is restricted there and may not write. */
      readonly isMuted?: boolean
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable' }

/** Asks Telegram about a chat and what the bot may see in it. Never throws for what Telegram responds. */
export type InspectChat = (chatId: number) => Promise<ChatInspection>

/**
 * A group's ID as people paste it: with Persian digits, spaces, bidi marks, a typographic minus, or the minus where
 * right-to-left text shows it. Null where it is not a group's (those are negative and below 2^52).
 */
export function parseGroupId(input: string | number): number | null {
  const text = asciiDigits(String(input))
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[\u2010-\u2015\u2212\uFE63\uFF0D]/g, '-')
    .replace(/^(\d+)-$/, '-$1')
  if (!/^-\d{1,16}$/.test(text)) return null
  const id = Number(text)
  return Number.isSafeInteger(id) && id < 0 ? id : null
}
