import type { NewDelivery } from '../deliveries/delivery.ts'
import type { Group, SuspensionReason } from './group.ts'
import type { GroupReader } from './reader.ts'

export interface GroupStore extends GroupReader {
  /** Links a group unless another organization has it; returns the group as it is stored then. */
  link(
    group: Group,
    deliveries: readonly NewDelivery[],
  ): Promise<{ readonly group: Group; readonly created: boolean }>
  /** Removes the link and fails what waits for the group; false where the group is not linked. */
  unlink(chatId: number, deliveries: readonly NewDelivery[]): Promise<boolean>
  /** Returns false where nothing changed. */
  setState(chatId: number, state: Group['state'], reason: SuspensionReason | null): Promise<boolean>
  rename(chatId: number, title: string): Promise<void>
  /** Moves everything that names a chat to its new ID. Doing it again changes nothing. */
  migrate(from: number, to: number): Promise<void>
}
