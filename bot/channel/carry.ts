import type { MessageLink, Room } from '../../core/places/place.ts'
import { cleanLine } from '../../core/foundation/text.ts'
import type { Locale } from '../../core/people/person.ts'
import { lines } from '../render/compose.ts'
import { classifyTelegramError, TooLargeFileError } from '../telegram/errors.ts'
import { uploadsIn } from '../telegram/stored-file.ts'
import type { ChannelDeps } from './deps.ts'
import { cutByBytes, filesOf, messagesOf, type Parcel, restOf, textParcels } from './parcels.ts'
import { post } from './post.ts'
import type { RoomTarget } from './room.ts'
import { createUploads } from './uploads.ts'

/** Parcels, and what the messages they become belong to. */
export interface Cargo {
  readonly ticketNumber: number
  readonly room: Room
  /** The language of the room. */
  readonly locale: Locale
  /** The stored message that the parcels belong to; null for those of no message. */
  readonly storedId: number | null
  /** Those that they carry together. */
  readonly parts?: readonly number[]
  readonly parcels: readonly Parcel[]
  /** How many Telegram messages of it earlier attempts have sent. */
  readonly skip: number
  /** Attempts that have failed. */
  readonly attempts?: number
  /** Called where the chat takes no files, so that their names go instead. */
  readonly onForbidden?: () => void
}

/** Sends parcels in order and adds a link for each message they become, at once: a later parcel may fail. */
export type Carry = (links: MessageLink[], target: RoomTarget, cargo: Cargo) => Promise<void>

/** What a call is longer than the files in it, which count together. */
const AROUND_FILES = 1024 * 1024
/** An upload that has failed so often, for want of an answer, holds its chat up no longer. */
const UPLOAD_ATTEMPTS = 8

type WhyNot = 'delivery-file-unavailable' | (typeof TOO_LARGE | typeof STUCK)[Room]

/** Sends parcels, with the bytes of files that Telegram does not have. */
export function createCarry(deps: ChannelDeps): Carry {
  const { api, texts, uploadMax } = deps
  const uploads = createUploads(deps)

  return async (links, target, cargo) => {
    const { ticketNumber, storedId, parts: carried, parcels, skip } = cargo
    await uploads.inTurn(`${ticketNumber}:${storedId}`, parcels, async () => {
      let done = skip
      for (const parcel of parcels) {
        const before = Math.min(done, messagesOf(parcel))
        done -= before
        for (const rest of restOf(parcel, before)) await send(rest)
      }
    })

    async function send(given: Parcel): Promise<void> {
      const parcel = await uploads.equip(given)
      const parts = cutByBytes(parcel, uploadMax - AROUND_FILES)
      if (parts.length > 1) {
        for (const part of parts) await send(part)
        return
      }
      try {
        if (bytesIn(parcel) > uploadMax) throw new TooLargeFileError()
        const sent = await post(api, target, parcel)
        for (const [at, { message_id: messageId }] of sent.entries()) {
          const role = at === 0 ? parcel.role : 'header'
          const link = { chatId: target.chatId, messageId, ticketNumber, storedId, role }
          links.push(carried ? { ...link, parts: carried } : link)
        }
        await uploads.note(parcel, sent)
      } catch (error) {
        for (const other of await instead(parcel, cargo, error)) await send(other)
      }
    }
  }

  /** What to send where Telegram does not take a file as it was given. Throws where nothing is left to try. */
  async function instead(
    parcel: Parcel,
    { room, locale, attempts = 0, onForbidden }: Cargo,
    error: unknown,
  ): Promise<Parcel[]> {
    if (parcel.kind === 'text') throw error
    const { kind } = classifyTelegramError(error)
    if (kind === 'photo_refused' && hasPhoto(parcel)) return [await uploads.asDocuments(parcel)]
    if (kind === 'file_too_large') return oneByOne(parcel, TOO_LARGE[room], locale)
    if (kind === 'transient' && attempts >= UPLOAD_ATTEMPTS && uploadsIn(parcel).length > 0)
      return oneByOne(parcel, STUCK[room], locale)
    if (kind === 'no_rights') {
      onForbidden?.()
      return withoutFiles(parcel, locale)
    }
    if (kind !== 'file_unavailable') throw error
    const whole = await uploads.withBytes(parcel)
    if (whole) return [whole]
    // A customer's words reach the staff even without a lost file. An agent's message fails, and the agent is told so.
    if (room === 'customer') throw error
    return oneByOne(parcel, 'delivery-file-unavailable', locale)
  }

  /** A chat may forbid files and take text: then the words go, and a line that names each file. */
  function withoutFiles(parcel: Exclude<Parcel, { kind: 'text' }>, locale: Locale): Parcel[] {
    const named = filesOf([parcel]).map(({ name }) =>
      texts.t(locale, 'delivery-file-forbidden', { name: cleanLine(name) }),
    )
    return textParcels(lines(parcel.caption, ...named), parcel.role)
  }

  /** An album falls apart into its files. A single file becomes a line that says why it isn't there. */
  function oneByOne(parcel: Exclude<Parcel, { kind: 'text' }>, why: WhyNot, locale: Locale): Parcel[] {
    if (parcel.kind === 'album') {
      return parcel.files.map((file, at) => ({
        kind: 'file',
        file,
        role: at === 0 ? parcel.role : 'header',
        caption: at === 0 ? parcel.caption : null,
      }))
    }
    const line = texts.t(locale, why, { name: cleanLine(parcel.file.name) })
    return [{ kind: 'text', role: parcel.role, content: lines(parcel.caption, line) }]
  }
}

/** The customer has the file in the panel; the staff have no panel. */
const TOO_LARGE = { customer: 'delivery-file-too-large-panel', staff: 'delivery-file-too-large' } as const
const STUCK = { customer: 'delivery-file-stuck-panel', staff: 'delivery-file-stuck' } as const

function bytesIn(parcel: Parcel): number {
  return uploadsIn(parcel).reduce((sum, { bytes }) => sum + bytes, 0)
}

function hasPhoto(parcel: Parcel): boolean {
  return filesOf([parcel]).some(({ kind }) => kind === 'photo')
}
