import { customType, integer, text } from 'drizzle-orm/sqlite-core'

export const flag = () => integer({ mode: 'boolean' })
export const json = () => text({ mode: 'json' })

/** Milliseconds. Drizzle also passes the nulls of prepared statements to `toDriver`. */
export const instant = customType<{ data: Date; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (date: Date | null) => (date === null ? null : date.getTime()) as number,
  fromDriver: (ms) => new Date(ms),
})
