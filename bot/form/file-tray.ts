import type { Message } from 'grammy/types'
import type { Locale } from '../../core/people/person.ts'
import { attachmentOf } from '../update/content.ts'
import type { BotDeps } from '../update/context.ts'
import { FILES_MAX } from '../../core/files/file-rules.ts'
import { checkFile } from '../files/check-file.ts'
import { DESCRIPTION_MAX } from '../../core/tickets/ticket.ts'
import { descriptionOf, type FormDraft } from './draft.ts'
import type { Screen } from './screen.ts'

export interface FileTray {
  /**
   * Puts a message's file into the draft, with the words under it where they are about it; returns what is wrong with
   * it, or null. An album is taken whole or not.
   */
  add(message: Message, caption: string): Promise<string | null>
  /** Whether a message is another item of an album that has been taken or refused. */
  knowsAlbumOf(message: Message): boolean
}

/** Collects the files of a form. */
export function createFileTray(draft: FormDraft, screen: Screen, deps: BotDeps, locale: Locale): FileTray {
  const { texts } = deps
  const refused = new Set<string>()
  return {
    knowsAlbumOf(message) {
      const album = message.media_group_id
      return (
        album !== undefined && (refused.has(album) || draft.files.some(({ albumId }) => albumId === album))
      )
    },
    async add(message, caption) {
      const file = attachmentOf(message)
      const albumId = message.media_group_id ?? null
      if (!file || (albumId !== null && refused.has(albumId))) return null
      const files = [...draft.files, { ...file, albumId, messageId: message.message_id, caption }]
      if (descriptionOf({ ...draft, files }).length > DESCRIPTION_MAX)
        return texts.t(locale, 'form-problem-description-long')
      const trouble =
        draft.files.length >= FILES_MAX
          ? 'count'
          : await screen.run((outer) => checkFile(outer.unit, deps, file))
      if (trouble === null) {
        draft.files = files
        return null
      }
      if (albumId !== null) {
        refused.add(albumId)
        draft.files = draft.files.filter((kept) => kept.albumId !== albumId)
      }
      return describe(trouble, file.name, albumId !== null)
    },
  }

  function describe(trouble: 'type' | 'size' | 'count', name: string, inAlbum: boolean): string {
    if (trouble === 'count') return texts.t(locale, 'form-problem-file-count', { count: FILES_MAX })
    const reason = texts.t(locale, `form-problem-file-${trouble}`, { name })
    return inAlbum ? `${reason} ${texts.t(locale, 'form-problem-album')}` : reason
  }
}
