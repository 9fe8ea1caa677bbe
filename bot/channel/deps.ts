import type { Api } from 'grammy'
import type { FileReader } from '../../core/files/reader.ts'
import type { Locale } from '../../core/people/person.ts'
import type { Ticket } from '../../core/tickets/ticket.ts'
import type { BotDeps } from '../update/context.ts'
import type { CallKind, Limits } from '../telegram/limits.ts'

export interface ChannelDeps extends Pick<
  BotDeps,
  'desk' | 'read' | 'own' | 'texts' | 'defaultLocale' | 'logger' | 'staffChatId' | 'inspectChat'
> {
  readonly api: Api
  readonly limits: Limits
  readonly files: FileReader
}

/** A delivery that has to wait for the budget after all: it turned out to be of another kind. */
export class PostponedError extends Error {
  readonly afterMs: number

  constructor(afterMs: number) {
    super(`No room for another ${afterMs} ms.`)
    this.name = 'PostponedError'
    this.afterMs = afterMs
  }
}

/** Takes a place in the budget, or puts the delivery off. */
export function takePlace(limits: Limits, chatId: number, kind: CallKind): void {
  const afterMs = limits.waitMs(chatId, kind)
  if (afterMs > 0) throw new PostponedError(afterMs)
}

/** The language a ticket's customer is written to in: its creator's. */
export async function customerLocale(
  { read, defaultLocale }: ChannelDeps,
  { creator }: Ticket,
): Promise<Locale> {
  const chosen = creator.telegramId === null ? null : await read.people.localeOf(creator.telegramId)
  return chosen ?? defaultLocale()
}
