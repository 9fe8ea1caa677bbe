import type { NewAuditEntry } from '../audit/entry.ts'
import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Group, SuspensionReason } from './group.ts'
import type { GroupReader } from './reader.ts'

export interface GroupStore extends GroupReader {
  /** Links it unless another organization has it; returns the group as it is then. */
  link(
    group: Group,
    deliveries: readonly NewDelivery[],
    entry?: NewAuditEntry,
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  unlink(chatId: number, deliveries: readonly NewDelivery[], entry?: NewAuditEntry): Promise<boolean>
  setState(chatId: number, state: Group['state'], reason: SuspensionReason | null): Promise<boolean>
  rename(chatId: number, title: string): Promise<void>
  /** Moves everything that names a chat to its new ID, once. */
  migrate(from: number, to: number): Promise<void>
}
