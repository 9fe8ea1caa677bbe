/** What decides whether a group that belongs to nobody may be linked. */
export interface Door {
  /** When the bot was added, or somebody last sent `/start`; null for a group that has not asked since its unlinking. */
  readonly askedAt: Date | null
  /** Who added the bot; null where nobody saw it. */
  readonly addedBy: number | null
  /** Organizations that the group's admins have thrown out, and until when. */
  readonly exiles: readonly { readonly organizationId: string; readonly until: Date }[]
}

/** A one-tap link: whoever adds the bot by it links the group. */
export interface LinkCode {
  readonly organizationId: string
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

export const EXILE_MS = 7 * 24 * 3_600_000
export const LINK_CODE_MS = 3_600_000

/** Until when the group can be linked by its ID; null where it can't be now. */
export function openUntil({ askedAt }: Pick<Door, 'askedAt'>, windowMs: number, now: Date): Date | null {
  const until = askedAt && new Date(askedAt.getTime() + windowMs)
  return until && until > now ? until : null
}

/** Whether the group lets an organization in: it asks for it, and has not thrown that organization out. */
export function admits(door: Door, organizationId: string, windowMs: number, now: Date): boolean {
  const isExiled = door.exiles.some((exile) => exile.organizationId === organizationId && exile.until > now)
  return !isExiled && openUntil(door, windowMs, now) !== null
}

/** What is wrong with a code; null for one that links. */
export function faultOfCode(
  code: LinkCode | null,
  now: Date,
): 'link_code_unknown' | 'link_code_spent' | 'link_code_expired' | null {
  if (!code) return 'link_code_unknown'
  if (code.usedAt) return 'link_code_spent'
  return code.expiresAt <= now ? 'link_code_expired' : null
}
