import type { Party } from '../../core/foundation/actor.ts'

/** A party from the four columns in which tickets, messages and history each store one. */
export function partyFrom(
  side: Party['side'],
  name: string,
  telegramId: number | null,
  panelUserId: string | null,
): Party {
  return { side, name, telegramId, panelUserId }
}
