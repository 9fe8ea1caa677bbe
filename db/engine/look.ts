import { readMigrationFiles } from 'drizzle-orm/migrator'

/** What is there. The next start applies `pending` migrations; null if that can't be read without a change. */
export type DatabaseLook =
  | { readonly kind: 'absent' }
  | { readonly kind: 'there'; readonly pending: number | null }

/** How many migrations of a folder come after the newest that was applied, which may be none. */
export function pendingAfter(newest: unknown, migrationsFolder: string): number {
  const appliedUntil = Number(newest ?? 0)
  return readMigrationFiles({ migrationsFolder }).filter(({ folderMillis }) => folderMillis > appliedUntil)
    .length
}
