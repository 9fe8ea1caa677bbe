import type { Api } from 'grammy'
import type { BotContext } from '../update/context.ts'
import { classifyTelegramError } from './errors.ts'
import type { Rich } from './rich.ts'

/** Edits one of the bot's messages; false when it is gone or can't be edited any more. */
export async function edit(
  api: Api,
  chatId: number,
  messageId: number,
  { text, entities, keyboard }: Rich,
): Promise<boolean> {
  try {
    await api.editMessageText(chatId, messageId, text, {
      entities,
      ...(keyboard ? { reply_markup: keyboard } : {}),
    })
    return true
  } catch (error) {
    switch (classifyTelegramError(error).kind) {
      case 'not_modified':
        return true
      case 'target_missing':
        return false
      default:
        throw error
    }
  }
}

/** Edits the message whose button was pressed; does nothing where that is gone. */
export async function editPressed(ctx: BotContext, content: Rich): Promise<void> {
  const messageId = ctx.callbackQuery?.message?.message_id
  if (ctx.chatId !== undefined && messageId !== undefined) await edit(ctx.api, ctx.chatId, messageId, content)
}
