import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectEntities, entityProblem } from '../server/rules/entities.ts'
import { buildWorld } from './_world.ts'

const found = (text: string) =>
  detectEntities(text, []).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])

describe('what Telegram finds in a text by itself', () => {
  test.each([
    ['/start', [['bot_command', '/start']]],
    ['/create_ticket@KubitSupportBot سلام', [['bot_command', '/create_ticket@KubitSupportBot']]],
    ['👋 /help', [['bot_command', '/help']]],
    ['a/b/c 1/2 /سلام', []],
    ['از @ali_r بپرس', [['mention', '@ali_r']]],
    ['به a@b.com بنویس', [['email', 'a@b.com']]],
    [
      'https://kubit.ir/x?y=1. و kubit.ir',
      [
        ['url', 'https://kubit.ir/x?y=1'],
        ['url', 'kubit.ir'],
      ],
    ],
    ['#فوری', [['hashtag', '#فوری']]],
    ['سلام', []],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test('leaves what the sender marked as code or link', () => {
    const code = { type: 'code' as const, offset: 0, length: 6 }
    expect(detectEntities('/start /help', [code])).toEqual([
      code,
      { type: 'bot_command', offset: 7, length: 5 },
    ])
  })
})

describe('ranges of entities', () => {
  const of = (offset: number, length: number) => entityProblem('a👋b', [{ type: 'bold', offset, length }])
  test.each([
    [0, 5, 'ends after the end of the text'],
    [-1, 1, 'wrong offset'],
    [0, 0, 'wrong length'],
    [2, 2, 'begins in a middle of a UTF-16 symbol'],
    [0, 2, 'ends in a middle of a UTF-16 symbol'],
  ])('%i+%i is refused', (offset, length, reason) => expect(of(offset, length)).toContain(reason))

  test('that cover whole symbols are always taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const [first = ''] = text
        return entityProblem(text, [{ type: 'bold', offset: 0, length: first.length }]) === undefined
      }),
    )
  })

  test('of a caption and of a text are checked over HTTP', async () => {
    const { tg, refuse, group } = await buildWorld()
    const params = { chat_id: group.id, text: 'x', entities: [{ type: 'bold', offset: 0, length: 2 }] }
    expect((await refuse('sendMessage', params)).description).toBe(
      'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2',
    )
    expect(tg.violations).toHaveLength(1)
  })
})
