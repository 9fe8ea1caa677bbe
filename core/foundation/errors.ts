/** Every reason for which the desk refuses something. Doorways map each to their own words. */
export type DeskErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'invalid_request'
  | 'ticket_closed'
  | 'ticket_open'
  | 'already_taken'
  | 'invalid_group_id'
  | 'bot_not_in_group'
  | 'group_linked_elsewhere'
  /** The group does not ask to be linked, or has thrown the organization out. */
  | 'group_not_ready'
  /** The group's admins don't let the bot write there. */
  | 'bot_muted'
  | 'too_many_attempts'
  | 'link_code_unknown'
  | 'link_code_spent'
  | 'link_code_expired'
  | 'telegram_unavailable'
  /** Files may not be written to the disk. */
  | 'storage_unavailable'
  /** The disk has no more than the rest of the product needs. */
  | 'storage_full'
  /** The organization's files take as much as they may. */
  | 'storage_quota_exceeded'

/** What a doorway may say about a refusal: names and limits, never message texts. */
export type DeskErrorDetails = Readonly<Record<string, string | number>>

/** A refusal: nothing was changed. */
export class DeskError extends Error {
  readonly code: DeskErrorCode
  readonly details: DeskErrorDetails

  constructor(code: DeskErrorCode, details: DeskErrorDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'DeskError'
    this.code = code
    this.details = details
  }
}

/** The database is locked by somebody else, out of room or out of reach: no refusal, and the same can be tried again. */
export class Busy extends Error {
  constructor(options?: ErrorOptions) {
    super('The database is locked, out of room or out of reach.', options)
    this.name = 'Busy'
  }
}
