/** What a day's SMS are counted for. */
export const SMS_SCOPES = ['ticket', 'number', 'day'] as const
export type SmsScope = (typeof SMS_SCOPES)[number]

/** How many SMS a day there may be for each. */
export type SmsLimits = Readonly<Record<SmsScope, number>>

/** More in a day are a storm: no ticket changes hands, and nobody has tickets that change, so often. */
export const SMS_TICKET_LIMIT = 10
export const SMS_NUMBER_LIMIT = 30

/** A budget that is used up, and whether this is the first SMS that stays unsent for it. */
export interface SmsRefusal {
  readonly scope: SmsScope
  readonly limit: number
  readonly isFirst: boolean
}

/** The counts of a day. */
export interface SmsBudget {
  /** Counts an SMS for each key on a day, or for none of them where one has no more left. */
  spend(day: string, keys: Readonly<Record<SmsScope, string>>, limits: SmsLimits): Promise<SmsRefusal | null>
}

/** The budget that an SMS meets first; `used` counts one over its limit once that has been told. */
export function refusalOf(used: Readonly<Record<SmsScope, number>>, limits: SmsLimits): SmsRefusal | null {
  const scope = SMS_SCOPES.find((each) => used[each] >= limits[each])
  return scope === undefined ? null : { scope, limit: limits[scope], isFirst: used[scope] === limits[scope] }
}
