import type { NewAuditEntry } from '../audit/entry.ts'
import type { Delivery, NewDelivery } from '../deliveries/delivery.ts'
import type { Door, LinkCode } from './door.ts'
import type { Group, SuspensionReason } from './group.ts'
import type { GroupReader } from './reader.ts'

export interface FoundChat {
  /** Whether it is a group whose state is another now. */
  readonly isChanged: boolean
  /** The numbers of the open tickets that live there. */
  readonly openTickets: readonly number[]
}

/** Who is let into a group that belongs to nobody. */
export interface Gate {
  /** The key of the one-tap link that is spent by it. */
  readonly key?: string
  /** Throws where the group is not to be linked; called in the transaction. */
  readonly admit: (found: { readonly door: Door; readonly code: LinkCode | null }) => void
}

/** That a group asks to be linked. */
export interface Asking {
  readonly at: Date
  /** Who has added the bot by it; absent where it was there already. */
  readonly addedBy?: number | null
}

export interface GroupStore extends GroupReader {
  /**
   * Links it unless another organization has it; returns the group as it is then. What was parked for one that was
   * suspended becomes due.
   */
  link(
    group: Group,
    deliveries: readonly NewDelivery[],
    entry?: NewAuditEntry,
    gate?: Gate,
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  /**
   * Removes the link and fails what waits for the group, which is open to nobody then; false where it is not linked.
   * With `exiledUntil` the organization stays out until then.
   */
  unlink(
    chatId: number,
    deliveries: readonly NewDelivery[],
    entry?: NewAuditEntry,
    exiledUntil?: Date,
  ): Promise<boolean>
  /** Notes that a group asks to be linked. */
  ask(chatId: number, asking: Asking): Promise<void>
  /** Makes a one-tap link and returns its code, which is kept hashed. */
  issueCode(organizationId: string, expiresAt: Date): Promise<string>
  /** Notes a one-tap link as sent in a chat of which nobody has told yet who added the bot there. */
  present(key: string, chatId: number, by: number): Promise<void>
  /** Forgets one-tap links that expired before a time. */
  pruneCodes(before: Date): Promise<void>
  /**
   * Writes what has become of a chat, and what follows, in one transaction; also of a chat that is no linked group.
   * What was parked for a chat that is active becomes due. Returns whether a group's state has changed.
   * Nothing is written where a delivery's attempt has told of it that began before the chat was last heard of.
   */
  setState(
    chatId: number,
    state: Group['state'],
    reason: SuspensionReason | null,
    deliveries: (found: FoundChat) => readonly NewDelivery[],
    learnedBy?: Delivery,
    asking?: Asking,
  ): Promise<boolean>
  rename(chatId: number, title: string): Promise<void>
  /** Moves everything that names a chat to its new ID. Doing it again changes nothing. */
  migrate(from: number, to: number): Promise<void>
}
