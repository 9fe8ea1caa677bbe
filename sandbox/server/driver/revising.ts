import type { ReactionTypeEmoji } from '@grammyjs/types'
import { publishEdit, publishReaction } from '../updates/publish.ts'
import { removeMessage, reviseMessage } from '../world/change.ts'
import type { MediaKind } from '../world/file-content.ts'
import { hasRight } from '../world/members.ts'
import type { Chat, Content } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { requireStored } from './composing.ts'
import { fileMessage, type FileOptions, textMessage } from './content.ts'
import type { Message } from './message.ts'

/** What a person does to messages that were sent already. */
export function createRevising(world: World, chat: Chat, person: number) {
  return {
    /** Changes the text or the caption of an own message. */
    edit(message: Message, words: string): Message {
      const target = requireStored(world, chat, message)
      if (target.author !== person) throw new Error("nobody edits another's message")
      const { text = '', entities = [] } = textMessage(words)
      const change: Content =
        target.content.text === undefined ? { caption: text, caption_entities: entities } : { text, entities }
      reviseMessage(world, target, { content: { ...target.content, ...change } })
      publishEdit(world, chat, target)
      return message
    },
    /** Replaces the file of an own message. */
    editFile(message: Message, kind: MediaKind, file: FileOptions): Message {
      const target = requireStored(world, chat, message)
      if (target.author !== person) throw new Error("nobody edits another's message")
      reviseMessage(world, target, { content: fileMessage(world, kind, file) })
      publishEdit(world, chat, target)
      return message
    },
    /** Reacts to a message, or takes the reaction back when no emoji is given. */
    react(message: Message, emoji?: ReactionTypeEmoji['emoji']): void {
      const target = requireStored(world, chat, message)
      const before = target.reactions.get(person) ?? []
      const after = emoji === undefined ? [] : [{ type: 'emoji' as const, emoji }]
      if (after.length > 0) target.reactions.set(person, after)
      else target.reactions.delete(person)
      world.changed()
      publishReaction(world, chat, target, { person, before, after })
    },
    /** Deletes a message for everyone. As in Telegram, bots get no update about it. */
    delete(message: Message): void {
      const target = requireStored(world, chat, message)
      if (target.author !== person && !hasRight(chat, person, 'can_delete_messages')) {
        throw new Error("only administrators delete others' messages")
      }
      removeMessage(world, chat, target)
    },
  }
}
