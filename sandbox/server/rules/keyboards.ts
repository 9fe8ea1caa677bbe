import type { InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton } from '@grammyjs/types'
import { violation } from './errors.ts'
import type { ChatKind, Markup } from '../world/state.ts'

const ACTIONS = [
  'callback_data',
  'url',
  'copy_text',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'disabled',
  'callback_game',
  'pay',
]

/** Refuses a keyboard that Telegram would not take. */
export function checkMarkup(markup: Markup | undefined, kind: ChatKind): void {
  if (!markup) return
  if ('inline_keyboard' in markup) {
    checkSize(markup.inline_keyboard, 100, 8)
    for (const button of markup.inline_keyboard.flat()) checkInlineButton(button, kind)
    return
  }
  if ('keyboard' in markup) {
    checkSize(markup.keyboard, 300, 12)
    for (const button of markup.keyboard.flat()) checkReplyButton(button, kind)
  }
  const placeholder = 'input_field_placeholder' in markup ? markup.input_field_placeholder : undefined
  if (placeholder !== undefined && (placeholder.length < 1 || placeholder.length > 64)) {
    throw violation('input field placeholder must be 1-64 characters long')
  }
}

/** Refuses all but an inline keyboard: an edit takes no other markup. */
export function checkInlineMarkup(markup: InlineKeyboardMarkup | undefined, kind: ChatKind): void {
  if (markup && !('inline_keyboard' in markup)) throw violation('inline keyboard expected')
  checkMarkup(markup, kind)
}

function checkSize(rows: readonly (readonly unknown[])[], total: number, perRow: number): void {
  const tooMany = rows.reduce((sum, row) => sum + row.length, 0) > total
  if (tooMany || rows.some((row) => row.length > perRow)) throw violation('reply markup is too long')
}

function checkInlineButton(button: InlineKeyboardButton, kind: ChatKind): void {
  if (button.text.trim() === '') throw violation('inline keyboard button text must be non-empty')
  const actions = ACTIONS.filter((action) => action in button)
  if (actions.length !== 1) throw violation('text buttons are unallowed in the inline keyboard')
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data)
    if (bytes < 1 || bytes > 64) throw violation('BUTTON_DATA_INVALID')
  }
  if ('copy_text' in button) {
    const { length } = button.copy_text.text
    if (length < 1 || length > 256) throw violation('BUTTON_COPY_TEXT_INVALID')
  }
  if ('url' in button) checkUrl(button.url)
  if ('web_app' in button) {
    if (kind !== 'private') throw violation('BUTTON_TYPE_INVALID')
    if (!button.web_app.url.startsWith('https://')) {
      throw violation(
        `inline keyboard button Web App URL '${button.web_app.url}' is invalid: Only HTTPS links are allowed`,
      )
    }
  }
}

function checkReplyButton(button: KeyboardButton, kind: ChatKind): void {
  const { text, ...request } = typeof button === 'string' ? { text: button } : button
  if (text.trim() === '') throw violation('keyboard button text must be non-empty')
  if (kind === 'private') return
  if ('request_contact' in request) throw violation('phone number can be requested in private chats only')
  if ('request_location' in request) throw violation('location can be requested in private chats only')
  if ('web_app' in request) throw violation('BUTTON_TYPE_INVALID')
}

function checkUrl(text: string): void {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  const known = url && ['http:', 'https:', 'tg:', 'tonsite:'].includes(url.protocol)
  // Telegram refuses host names without a dot, such as localhost.
  const hosted = url?.protocol === 'tg:' || url?.hostname.includes('.')
  if (!known || !hosted) throw violation(`inline keyboard button URL '${text}' is invalid: Wrong HTTP URL`)
}
