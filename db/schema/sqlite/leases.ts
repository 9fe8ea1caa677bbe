import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

/**
 * Who may work on the database: the owner until an instant of the database's clock. The epoch counts the owners.
 * SQLite has a lock of the file system in its place.
 */
export const leases = sqliteTable('leases', {
  name: text().primaryKey(),
  /** Another for each process that takes the lease. */
  owner: text().notNull(),
  epoch: integer().notNull(),
  until: instant().notNull(),
  since: instant().notNull(),
  pid: integer().notNull(),
  host: text().notNull(),
  /** Where the pid means something: a boot of a machine, and a container in it. */
  machine: text().notNull(),
})
