import type { Locale } from '../../core/people/person.ts'
import type { Message } from '../../core/tickets/message.ts'
import { lines, type RichText } from '../render/rich.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import { classifyTelegramError } from '../telegram/errors.ts'
import type { Attempt } from './attempt.ts'
import type { ChannelDeps } from './deps.ts'
import type { Parcel } from './parcels.ts'
import { post, type Target } from './post.ts'
import type { Uploads } from './uploads.ts'

export interface CarryDeps extends Pick<ChannelDeps, 'api' | 'texts'> {
  readonly uploads: Uploads
}

/** How parcels are sent on. */
export interface CarryOptions {
  readonly ticketNumber: number
  /** The stored message they carry; null for a description's files. */
  readonly storedId: number | null
  /** Telegram messages that an earlier attempt has sent already. */
  readonly skip: number
  /** Whose language a lost file is reported in, and that it must not hold up the text; null lets it fail. */
  readonly reportLostFiles: Locale | null
}

/** Sends parcels one after the other and notes each message it becomes. */
export async function carry(
  { api, texts, uploads }: CarryDeps,
  attempt: Attempt,
  target: Target,
  parcels: readonly Parcel[],
  { ticketNumber, storedId, skip, reportLostFiles }: CarryOptions,
): Promise<void> {
  await uploads.inTurn(`${ticketNumber}:${storedId}`, parcels, async () => {
    let done = skip
    for (const parcel of parcels) {
      const size = parcel.kind === 'album' ? parcel.files.length : 1
      if (done >= size) done -= size
      else await send(parcel)
    }
  })

  async function send(given: Parcel): Promise<void> {
    const parcel = await uploads.equip(given)
    try {
      const sent = await post(api, target, parcel)
      note(parcel, sent)
      await uploads.note(parcel, sent)
    } catch (error) {
      for (const other of await instead(parcel, error)) await send(other)
    }
  }

  /** What to try where Telegram does not take a file as it was given; throws where there is nothing left to try. */
  async function instead(parcel: Parcel, error: unknown): Promise<Parcel[]> {
    if (parcel.kind === 'text') throw error
    const { kind } = classifyTelegramError(error)
    if (kind === 'photo_refused' && hasPhoto(parcel)) return [await uploads.asDocuments(parcel)]
    if (kind !== 'file_unavailable') throw error
    const whole = await uploads.withBytes(parcel)
    if (whole) return [whole]
    if (reportLostFiles === null) throw error
    return withoutLostFiles(parcel, reportLostFiles)
  }

  function note(parcel: Parcel, sent: readonly { readonly message_id: number }[]): void {
    for (const [at, { message_id: messageId }] of sent.entries()) {
      const role = at === 0 ? parcel.role : 'header'
      attempt.links.push({ chatId: target.chatId, messageId, ticketNumber, storedId, role })
    }
  }

  /** An album falls apart into its files; a file that is gone becomes a line that says so. */
  function withoutLostFiles(parcel: Exclude<Parcel, { kind: 'text' }>, locale: Locale): Parcel[] {
    if (parcel.kind === 'album') {
      return parcel.files.map((file, at) => ({
        kind: 'file',
        file,
        role: at === 0 ? parcel.role : 'header',
        caption: at === 0 ? parcel.caption : null,
      }))
    }
    const line = texts.t(locale, 'delivery-file-unavailable', { name: cleanLine(parcel.file.name) })
    const content: RichText = lines(parcel.caption, line)
    return [{ kind: 'text', role: parcel.role, content }]
  }
}

function hasPhoto(parcel: Exclude<Parcel, { kind: 'text' }>): boolean {
  const files = parcel.kind === 'album' ? parcel.files : [parcel.file]
  return files.some(({ kind }) => kind === 'photo')
}

/** How many Telegram messages earlier attempts have made of a message in a chat. */
export async function sentBefore(
  { read }: Pick<ChannelDeps, 'read'>,
  message: Message,
  chatId: number,
): Promise<number> {
  const links = await read.links.ofMessage(message.id)
  return links.filter((link) => link.chatId === chatId && (link.role === 'copy' || link.role === 'header'))
    .length
}
