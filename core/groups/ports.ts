import type { NewAuditEntry } from '../audit/entry.ts'
import type { Delivery, NewDelivery } from '../deliveries/delivery.ts'
import type { Group, SuspensionReason } from './group.ts'
import type { GroupReader } from './reader.ts'

export interface FoundChat {
  /** Whether it is a group whose state is another now. */
  readonly isChanged: boolean
  /** The numbers of the open tickets that live there. */
  readonly openTickets: readonly number[]
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
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  /** Removes the link and fails what waits for the group; false where the group is not linked. */
  unlink(chatId: number, deliveries: readonly NewDelivery[], entry?: NewAuditEntry): Promise<boolean>
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
  ): Promise<boolean>
  rename(chatId: number, title: string): Promise<void>
  /** Moves everything that names a chat to its new ID. Doing it again changes nothing. */
  migrate(from: number, to: number): Promise<void>
}
