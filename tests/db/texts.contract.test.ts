import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { cleanText } from '../../core/foundation/text.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { buildFile, due, from, open, toStaff, write } from './_world.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    `'; drop table tickets; --`,
    '<3 _i*[` \\ "',
    '\u202Egnp.exe',
    '👩‍👩‍👧‍👦🇮🇷é',
    '\uD800 alone',
    'null\u0000byte',
    '۱۲۳ ي ك \u200C می‌خواهم',
    '$1 ? :name %s {0}',
    '{"json": [1, null]}',
    ' '.repeat(100),
    '',
    'x'.repeat(4096),
  ),
)
const text = hostile.map(cleanText)
const id53 = fc.maxSafeInteger()

describe.each(databases())('texts and ids on $name', (database) => {
  let stores: Stores
  beforeAll(async () => {
    ;({ stores } = await database.open())
  })

  test('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, id53, id53, async (title, body, name, telegramId, chatId) => {
        const creator = { side: 'customer', name, telegramId, panelUserId: name } as const
        const { number } = await open(stores, {
          title,
          description: body,
          creator,
          home: { chatId, threadId: telegramId },
        })
        expect(await stores.tickets.get(number)).toMatchObject({
          title,
          description: body,
          creator,
          home: { chatId, threadId: telegramId },
        })

        const entities = [{ type: 'text_link', offset: 0, length: 1, url: body }]
        const id = await write(
          stores,
          number,
          { text: body, entities, author: creator, attachments: [buildFile({ name, fileId: title })] },
          from(number, null, chatId),
          [
            toStaff(number, {
              kind: 'notice',
              room: 'staff',
              notice: { kind: 'closed', by: 'customer', name },
            }),
          ],
        )
        expect(await stores.tickets.message(id)).toMatchObject({
          text: body,
          entities,
          author: creator,
          attachments: [{ name, fileId: title }],
        })
        expect((await due(stores, new Date())).at(-1)?.payload).toMatchObject({ notice: { name } })

        await stores.settings.set(`key ${title}`, body)
        expect(await stores.settings.get(`key ${title}`)).toBe(body)
        const [accepted] = await stores
          .inbox(telegramId)
          .accept([{ updateId: number, lane: name, payload: { [name]: [body] } }])
        expect(accepted).toMatchObject({ lane: name, payload: { [name]: [body] } })
        expect(await stores.inbox(telegramId).pending()).toContainEqual(accepted)
      }),
      { numRuns: 60 },
    )
  })
})
