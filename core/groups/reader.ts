import type { Door, LinkCode } from './door.ts'
import type { Group } from './group.ts'

/** Reads the groups of organizations. */
export interface GroupReader {
  /** Finds a group by its ID, or by the one it had before an upgrade to supergroup. */
  find(chatId: number): Promise<Group | null>
  ofOrganization(organizationId: string): Promise<Group[]>
  /** Whether, and for whom, a group that belongs to nobody is open. */
  door(chatId: number): Promise<Door>
  /** The key that a one-tap link's code is kept under. */
  keyOfCode(code: string): string
  /** A one-tap link by its key; null for one that nobody has made. */
  linkCode(key: string): Promise<LinkCode | null>
  /** The key of the one-tap link that somebody has sent in a chat before Telegram told that they had added the bot there. */
  presented(chatId: number, by: number): Promise<string | null>
  /** The ID a chat has now. */
  currentId(chatId: number): Promise<number>
  /** Whether a chat is the supergroup that an earlier group was upgraded to. */
  isUpgraded(chatId: number): Promise<boolean>
  /** Numbers of the open tickets that live in a chat. */
  openTickets(chatId: number): Promise<number[]>
}
