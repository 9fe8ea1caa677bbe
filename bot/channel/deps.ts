import type { Api } from 'grammy'
import type { FileReader } from '../../core/files/reader.ts'
import type { Locale } from '../../core/people/person.ts'
import type { Room } from '../../core/places/place.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { Budget } from '../telegram/budget.ts'
import type { Seen } from '../telegram/seen.ts'
import type { BotDeps } from '../update/context.ts'

export interface ChannelDeps extends Pick<
  BotDeps,
  'desk' | 'read' | 'own' | 'texts' | 'defaultLocale' | 'logger' | 'clock' | 'staffChatId' | 'inspectChat'
> {
  readonly api: Api
  readonly budget: Pick<Budget, 'waitMs' | 'closedMs' | 'placesLeft'>
  readonly seen: Seen
  /** Resolves once the updates from before the start are known. */
  readonly fetched: Promise<void>
  readonly files: FileReader
  /** Bytes that Telegram takes with one call. */
  readonly uploadMax: number
}

/** The language of a ticket's room: of the staff, or of the customer who opened the ticket. */
export async function localeIn(
  room: Room,
  { read, defaultLocale }: Pick<ChannelDeps, 'read' | 'defaultLocale'>,
  { creator }: Ticket,
): Promise<Locale> {
  const known = room === 'customer' && creator.telegramId !== null
  const chosen = known ? await read.people.localeOf(creator.telegramId) : null
  return chosen ?? defaultLocale()
}
