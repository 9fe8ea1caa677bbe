import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types'

/** A text and its formatting as Telegram takes it. It is never HTML or Markdown, so that no name can break it. */
export interface RichText {
  readonly text: string
  readonly entities: MessageEntity[]
}

/** A text with the buttons under it. */
export interface Rich extends RichText {
  readonly keyboard?: InlineKeyboardMarkup
}

/** A text without formatting and buttons. */
export function plain(text: string): Rich {
  return { text, entities: [] }
}

/** Inline buttons, one a row: label and callback data. */
export function buttons(rows: readonly (readonly [label: string, data: string])[]): InlineKeyboardMarkup {
  return { inline_keyboard: rows.map(([text, data]) => [{ text, callback_data: data }]) }
}
