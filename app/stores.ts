import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { NewAuditEntry } from '../core/audit/entry.ts'
import type { InboxStore } from '../core/doorways/inbox.ts'
import type { FileStore } from '../core/files/ports.ts'
import type { GroupStore } from '../core/groups/ports.ts'
import type { Logger } from '../logger.ts'
import { type Database, openDatabase, type Stores } from '../db/index.ts'
import { createFileStore } from '../file-store/folder.ts'

export interface StoresOptions {
  readonly logger: Logger
  readonly clock: () => Date
  /** Whose updates the inbox holds. */
  readonly botId: number
  /** The staff group as it is configured; it may have moved since. */
  readonly staffChatId: number
}

export type AppStores = Awaited<ReturnType<typeof createStores>>

/** Opens what keeps the product's state: the database, and the folder of files. */
export async function createStores(config: Config, { clock, botId, staffChatId, logger }: StoresOptions) {
  const { membershipTtlMs } = config
  const database = await openDatabase(config.database, {
    clock,
    membershipTtlMs,
    onAudit: (entry) => logAudit(logger, entry),
  })
  let currentStaffChatId = await database.stores.groups.currentId(staffChatId)
  const groups: GroupStore = {
    ...database.stores.groups,
    async migrate(from, to) {
      await database.stores.groups.migrate(from, to)
      if (from === currentStaffChatId) currentStaffChatId = to
    },
  }
  const inbox: InboxStore = database.stores.inbox(botId)
  const stores: Omit<Stores, 'inbox' | 'counts'> = { ...database.stores, groups }
  const files: FileStore = createFileStore(join(config.dataDir, 'files'))
  return {
    ...stores,
    inbox,
    files,
    count: database.stores.counts(botId),
    staffChatId: () => currentStaffChatId,
    ping: (): ReturnType<Database['ping']> => database.ping(),
    tryOut: (): ReturnType<Database['tryOut']> => database.tryOut(),
    close: (): ReturnType<Database['close']> => database.close(),
  }
}

/** What an organization is called is in the log of the audit, not in this one. */
function logAudit(logger: Logger, { event, organizationId, byUserId, details }: NewAuditEntry): void {
  const { fromName: _from, toName: _to, ...rest } = details
  logger.info({ event, organizationId, userId: byUserId, ...rest }, 'audit')
}
