import type { Message } from '@grammyjs/types'
import { describe, expect, test } from 'vitest'
import { prepare } from './_messages.ts'

describe('albums', () => {
  test('of people come as one update an item, in any order, late ones too', async () => {
    const { at, updates, group, ali } = await prepare()
    const sent = at.album([{ caption: 'سه عکس' }, {}, { kind: 'video' }], { order: [2, 0, 1] })
    const albumId = sent[0]?.albumId
    if (albumId !== undefined) ali.in(group).photo({ mediaGroupId: albumId })
    const found = (await updates()).flatMap(({ message }) => message ?? [])
    expect(found.map((message) => message.message_id)).toEqual([
      ...[2, 0, 1].map((index) => sent[index]?.id),
      (sent[2]?.id ?? 0) + 1,
    ])
    expect(new Set(found.map((message) => message.media_group_id)).size).toBe(1)
    expect(found[0]?.video).toBeDefined()
    expect(found.map(({ caption }) => caption)).toEqual([undefined, 'سه عکس', undefined, undefined])
  })

  test('may be held back, and tell only once what they reply to', async () => {
    const { tg, at, say, updates, group } = await prepare()
    const asked = await say()
    at.album([{}, {}], { replyTo: asked.message_id, replyOnFirstOnly: true, delays: [0, 30] })
    expect(await updates()).toMatchObject([
      { message: { reply_to_message: { message_id: asked.message_id } } },
    ])
    await expect(tg.settled({ timeoutMs: 1 })).rejects.toThrow('every update is confirmed')
    await tg.until(() => group.messages() && tg.bots()[0]?.pending.length, { what: 'the second item' })
    const [late] = await updates()
    expect(late?.message).not.toHaveProperty('reply_to_message')
  })

  test('of bots share an id, and follow the rules', async () => {
    const { call, refused, chat_id, at } = await prepare()
    const photo = at
      .photo()
      .toApi({ id: (await call<{ id: number }>('getMe')).id })
      .photo?.at(-1)?.file_id
    const media = (...types: string[]) => ({ media: types.map((type) => ({ type, media: photo })) })
    const sent = await call<Message[]>('sendMediaGroup', { chat_id, ...media('photo', 'photo') })
    expect(sent.map(({ media_group_id }) => media_group_id)).toEqual([
      sent[0]?.media_group_id,
      sent[0]?.media_group_id,
    ])
    expect(await refused('sendMediaGroup', media('photo'))).toContain('too few messages')
    expect(await refused('sendMediaGroup', media(...Array<string>(11).fill('photo')))).toContain(
      'too many messages',
    )
    expect(await refused('sendMediaGroup', { ...media('photo', 'photo'), reply_markup: {} })).toContain(
      'unknown parameter reply_markup',
    )
  })

  test('of mixed kinds are refused', async () => {
    const { refused } = await prepare()
    const mixed = (a: string, b: string) => ({
      media: [
        { type: a, media: 'x' },
        { type: b, media: 'x' },
      ],
    })
    expect(await refused('sendMediaGroup', mixed('document', 'document'))).toContain('wrong file identifier')
    expect(await refused('sendMediaGroup', mixed('photo', 'video'))).toContain('wrong file identifier')
    for (const [a, b] of [
      ['document', 'photo'],
      ['video', 'document'],
      ['audio', 'photo'],
    ] as const) {
      expect(await refused('sendMediaGroup', mixed(a, b))).toBe(
        "Bad Request: documents and audio can't be mixed with other media types",
      )
    }
  })
})
