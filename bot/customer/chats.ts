import { Composer } from 'grammy'
import type { Chat, ChatMember } from 'grammy/types'
import { DeskError } from '../../core/foundation/errors.ts'
import { refusalText } from '../render/refusal.ts'
import { say } from '../telegram/send.ts'
import type { BotContext, BotDeps } from '../update/context.ts'

type Titled = Pick<Chat.SupergroupChat, 'id' | 'title'>

/** Tells the desk what happens to chats: the bot is added, removed or blocked, a group is upgraded or renamed. */
export function createChats({ desk, texts }: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on('my_chat_member', async (ctx) => {
    const { chat, from, old_chat_member: before, new_chat_member: after } = ctx.myChatMember
    if (!isIn(after)) return isIn(before) ? await desk.chats.lost(chat.id, 'bot_removed') : undefined
    if (isIn(before)) return await desk.chats.rightsChanged(chat.id)
    await desk.chats.found(chat.id, chat.type, from.id)
    if (chat.type === 'group' || chat.type === 'supergroup') await linkPresented(ctx, chat, from.id)
  })

  composer.on('message:migrate_to_chat_id', async (ctx) => {
    await desk.chats.migrated(ctx.chat.id, ctx.message.migrate_to_chat_id)
  })
  composer.on('message:migrate_from_chat_id', async (ctx) => {
    await desk.chats.migrated(ctx.message.migrate_from_chat_id, ctx.chat.id)
  })
  composer.on('message:new_chat_title', async (ctx) => {
    await desk.chats.renamed(ctx.chat.id, ctx.message.new_chat_title)
  })
  return composer

  /** Telegram may tell of the `/start` of a one-tap link before it tells that the bot was added by it. */
  async function linkPresented(ctx: BotContext, { id, title }: Titled, addedBy: number): Promise<void> {
    try {
      await desk.groups.linkPresented({ chatId: id, title }, addedBy)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      await say(ctx, refusalText(texts, ctx.locale, error))
    }
  }
}

function isIn(member: ChatMember): boolean {
  return member.status === 'restricted'
    ? member.is_member
    : member.status !== 'left' && member.status !== 'kicked'
}
