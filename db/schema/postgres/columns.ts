import { bigint, customType } from 'drizzle-orm/pg-core'

/** Telegram's ids need 53 bits. */
export const id53 = () => bigint({ mode: 'number' })

/** Milliseconds, as in JavaScript. Drizzle hands the nulls of prepared statements to `toDriver` too. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (date: Date | null) => (date === null ? null : date.toISOString()) as string,
  fromDriver: (iso) => new Date(iso),
})
