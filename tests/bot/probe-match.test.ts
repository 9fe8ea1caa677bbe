import type { Message, MessageEntity } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { expectedOf, isExpected } from '../../bot/channel/probe-match.ts'

const IDS = new Map([['AgAC', 'unique-1']])
const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length })

/** Whether what was read is what the call would have made. */
function isIt(method: string, payload: object, read: object): boolean {
  const [expected] = expectedOf(method, payload) ?? []
  if (!expected) throw new Error(`${method} makes nothing.`)
  return isExpected(expected, read as Message, IDS)
}

function photo(uniqueId: string, caption?: string): object {
  const size = { file_id: 'other', file_unique_id: uniqueId, width: 1, height: 1 }
  return {
    photo: [{ ...size, file_unique_id: 'thumbnail' }, size],
    ...(caption !== undefined && { caption }),
  }
}

describe('a text', () => {
  const text = 'علی رضایی\nببینید: kubit.ir'
  const sent = { text, entities: [bold(0, 9)] }

  test.each([
    ['as it was sent', sent, true],
    [
      'with a link that Telegram has found',
      { text, entities: [bold(0, 9), { type: 'url', offset: 18, length: 8 }] },
      true,
    ],
    ['with its formatting in two parts', { text, entities: [bold(4, 5), bold(0, 3)] }, true],
    ['without the spaces at its end', { text: text.trim(), entities: [bold(0, 9)] }, true],
    ['with other words', { text: `${text}!`, entities: [bold(0, 9)] }, false],
    ['without its formatting', { text, entities: [] }, false],
    ['with other formatting', { text, entities: [{ type: 'italic', offset: 0, length: 9 }] }, false],
    ['under a photo', photo('unique-1', text), false],
  ])('%s', (_name, read, same) => {
    expect(isIt('sendMessage', sent, read)).toBe(same)
  })

  test('with buttons is known by its first line, since the rest may have changed', () => {
    const card = { text: 'KT-1 · سرور\n\nوضعیت: منتظر پاسخ', reply_markup: { inline_keyboard: [] } }
    expect(isIt('sendMessage', card, { text: 'KT-1 · سرور\n\nوضعیت: بسته' })).toBe(true)
    expect(isIt('sendMessage', card, { text: 'KT-12 · سرور\n\nوضعیت: بسته' })).toBe(false)
  })
})

describe('a file', () => {
  const sent = { photo: 'AgAC', caption: 'عکس' }

  test.each([
    ['is known by its unique id', photo('unique-1', 'عکس'), true],
    ['and what stands under it', photo('unique-1', 'عکس دیگر'), false],
    ['which is enough for one that was uploaded twice', photo('unique-2', 'عکس'), true],
    ['though not where nothing stands there', photo('unique-2'), false],
    ['nor is it a text', { text: 'عکس' }, false],
  ])('%s', (_name, read, same) => {
    expect(isIt('sendPhoto', sent, read)).toBe(same)
  })

  test('whose id leads to no known file is not found', () => {
    expect(isIt('sendPhoto', { photo: 'BgAC' }, photo('unique-2'))).toBe(false)
  })
})

test.each(['editMessageText', 'deleteMessage', 'setMessageReaction', 'createForumTopic', 'closeForumTopic'])(
  '%s makes no message',
  (method) => {
    expect(expectedOf(method, { text: 'x' })).toBeNull()
  },
)
