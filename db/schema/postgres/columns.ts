import { bigint, customType } from 'drizzle-orm/pg-core'

/** Telegram's ids need up to 52 bits, which JavaScript's numbers hold exactly. */
export const id53 = () => bigint({ mode: 'number' })

/** Milliseconds, as in JavaScript. Drizzle also passes the nulls of prepared statements to `toDriver`. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (date: Date | null) => (date === null ? null : date.toISOString()) as string,
  fromDriver: (iso) => new Date(iso),
})
