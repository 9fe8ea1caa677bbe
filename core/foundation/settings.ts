/** Files that an operator may allow, by extension. */
export type ExtraType = 'zip' | 'gz' | 'docx' | 'xlsx' | 'pptx' | 'mp4' | 'heic'

/** What an operator has set and the desk's rules depend on. */
export interface DeskSettings {
  /** The staff group, which can't be a customer's; null where there is none. */
  readonly staffChatId: () => number | null
  /** How long a change of status waits for the next one before its SMS goes out. */
  readonly smsSettleMs: number
  /** Bytes that the files of an organization may take. */
  readonly attachmentQuota: number
  /** Bytes of the disk that no file may take. */
  readonly minFreeDisk: number
  /** What may be attached beside the basic types. */
  readonly attachmentTypes: readonly ExtraType[]
  /** Null: no ticket closes by itself. */
  readonly autoCloseAfterMs: number | null
  /** The IANA time zone in which days and months begin. */
  readonly timeZone: string
  /** What a panel user is whose token does not say. */
  readonly defaultRole: 'admin' | 'member'
  /** For how long a group can be linked by its ID after it has asked for it. */
  readonly groupLinkWindowMs: number
  /** A membership lapses after this without a token. */
  readonly membershipTtlMs: number
}
