import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { File, Message } from '@grammyjs/types'
import { InputFile, InputMediaBuilder } from 'grammy'
import { describe, expect, test } from 'vitest'
import { buildWorld, createApi, createGrammy } from './_world.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function prepare() {
  const world = await buildWorld({ privacy: false })
  await world.updates()
  const { tg, bot, ali, group } = world
  const download = async (file: File, token = bot.token) =>
    Buffer.from(await (await fetch(`${tg.apiRoot}/file/bot${token}/${file.file_path ?? ''}`)).arrayBuffer())
  return { ...world, at: ali.in(group), chat_id: group.id, grammy: createGrammy(world), download }
}

describe('a file of a person', () => {
  test('can be looked up and downloaded', async () => {
    const { at, updates, call, download } = await prepare()
    at.document({
      name: 'گزارش.pdf',
      mime: 'application/pdf',
      bytes: Buffer.from('%PDF-1.7 x'),
      caption: 'این',
    })
    const [update] = await updates()
    const document = update?.message?.document
    expect(update?.message).toMatchObject({
      caption: 'این',
      document: { file_name: 'گزارش.pdf', mime_type: 'application/pdf', file_size: 10 },
    })
    const file = await call<File>('getFile', { file_id: document?.file_id })
    expect(file).toMatchObject({
      file_unique_id: document?.file_unique_id,
      file_path: expect.stringMatching(/^documents\/file_\d+\.pdf$/) as string,
    })
    expect((await download(file)).toString()).toBe('%PDF-1.7 x')
  })

  test('of which only the size is known has filler of its kind', async () => {
    const { at, updates, call, download } = await prepare()
    at.document({ name: 'a.png', mime: 'image/png', size: 3000 })
    const [update] = await updates()
    const bytes = await download(await call<File>('getFile', { file_id: update?.message?.document?.file_id }))
    expect(bytes).toHaveLength(3000)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  test('over 20 MB is too big to download', async () => {
    const { at, updates, call, refuse } = await prepare()
    const size = 20 * 1024 * 1024
    at.document({ name: 'a.zip', size })
    at.document({ name: 'b.zip', size: size + 1 })
    const [small, large] = await updates()
    await call('getFile', { file_id: small?.message?.document?.file_id })
    expect((await refuse('getFile', { file_id: large?.message?.document?.file_id })).description).toBe(
      'Bad Request: file is too big',
    )
  })

  test.each([
    ['application/x-tgsticker', true, false],
    ['video/webm', false, true],
    ['image/webp', false, false],
  ])('a sticker of %s says how it moves', async (mime, is_animated, is_video) => {
    const { at, updates } = await prepare()
    at.sticker({ mime })
    expect((await updates())[0]?.message?.sticker).toMatchObject({ is_animated, is_video })
  })

  test.each(['photo', 'video', 'voice', 'audio', 'animation', 'videoNote', 'sticker'] as const)(
    'may be a %s',
    async (kind) => {
      const { at, updates } = await prepare()
      const message = at[kind]()
      const [update] = await updates()
      const field = kind === 'videoNote' ? 'video_note' : kind
      expect(message.media).toBe(field)
      expect(update?.message?.[field]).toBeDefined()
    },
  )
})

describe('ids of files', () => {
  test('work for one bot, and are not the unique id', async () => {
    const { tg, at, ali, group, updates, refuse } = await prepare()
    const other = tg.addBot({ username: 'OtherBot', privacy: false })
    group.add(other, { by: ali })
    await updates()
    at.photo()
    const rival = createApi(tg.apiRoot, other.token)
    const ours = (await updates())[0]?.message?.photo?.at(-1)
    const theirs = (await rival.updates()).at(-1)?.message?.photo?.at(-1)
    expect(ours?.file_unique_id).toBe(theirs?.file_unique_id)
    expect(ours?.file_id).not.toBe(theirs?.file_id)
    const params = { chat_id: group.id, photo: ours?.file_id }
    const wrong = 'Bad Request: wrong file identifier/HTTP URL specified'
    expect((await rival.refuse('sendPhoto', params)).description).toBe(wrong)
    expect((await refuse('sendPhoto', { ...params, photo: ours?.file_unique_id })).description).toBe(wrong)
    expect((await refuse('getFile', { file_id: theirs?.file_id })).description).toBe(
      'Bad Request: invalid file_id',
    )
  })

  test('send the same file again, never as another kind', async () => {
    const { tg, at, updates, call, refuse, chat_id } = await prepare()
    at.photo()
    const photo = (await updates())[0]?.message?.photo?.at(-1)
    const sent = await call<Message>('sendPhoto', { chat_id, photo: photo?.file_id, caption: 'باز' })
    expect(sent.photo?.at(-1)).toEqual(photo)
    expect((await refuse('sendDocument', { chat_id, document: photo?.file_id })).description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    )
    expect(tg.violations).toHaveLength(1)
  })
})

describe('an upload', () => {
  test('goes through grammY, alone, in an album, in an edit', async () => {
    const { tg, grammy, chat_id, group, download, call } = await prepare()
    const text = new InputFile(Buffer.from('سلام'), 'یادداشت.txt')
    const sent = await grammy.api.sendDocument(chat_id, text, { caption: 'x' })
    expect(sent.document).toMatchObject({ file_name: 'یادداشت.txt', file_size: 8 })
    expect((await download(await call<File>('getFile', { file_id: sent.document.file_id }))).toString()).toBe(
      'سلام',
    )
    const album = await grammy.api.sendMediaGroup(chat_id, [
      { type: 'photo', media: new InputFile(PNG, 'a.png'), caption: 'یک' },
      { type: 'photo', media: new InputFile(PNG, 'b.png') },
    ])
    expect(album.map((message) => (message as Message).media_group_id)).toEqual([
      group.last()?.albumId,
      group.last()?.albumId,
    ])
    await grammy.api.editMessageMedia(chat_id, sent.message_id, {
      type: 'photo',
      media: new InputFile(PNG, 'c.png'),
    })
    expect(group.message(sent.message_id)).toMatchObject({ media: 'photo', caption: '' })
    tg.assertClean()
  })

  test('is refused when empty, too large, or no picture where one is due', async () => {
    const { grammy, chat_id, tg } = await prepare()
    const file = (size: number) => new InputFile(Buffer.alloc(size), 'x')
    const megabytes = 1024 * 1024
    await expect(grammy.api.sendDocument(chat_id, file(0))).rejects.toThrow('file must be non-empty')
    await expect(grammy.api.sendPhoto(chat_id, file(100))).rejects.toThrow('IMAGE_PROCESS_FAILED')
    await expect(grammy.api.sendPhoto(chat_id, file(10 * megabytes + 1))).rejects.toThrow(
      'is too big for a photo',
    )
    await expect(grammy.api.sendDocument(chat_id, file(50 * megabytes + 1))).rejects.toThrow('413')
    const long = Buffer.from(PNG)
    long.writeUInt32BE(9000, 16)
    long.writeUInt32BE(1001, 20)
    await expect(grammy.api.sendPhoto(chat_id, new InputFile(long, 'x.png'))).rejects.toThrow(
      'PHOTO_INVALID_DIMENSIONS',
    )
    expect(tg.violations).toHaveLength(5)
  })

  test('has a caption of at most 1024 characters', async () => {
    const { grammy, chat_id } = await prepare()
    const send = (caption: string) => grammy.api.sendPhoto(chat_id, new InputFile(PNG, 'a.png'), { caption })
    expect((await send('x'.repeat(1024))).caption).toHaveLength(1024)
    await expect(send('x'.repeat(1025))).rejects.toThrow('message caption is too long')
  })
})

describe('on its way', () => {
  test('an album over 50 MB in all is refused', async () => {
    const { grammy, chat_id, tg } = await prepare()
    const media = ['a', 'b', 'c'].map((name) =>
      InputMediaBuilder.document(new InputFile(Buffer.alloc(18 * 1024 * 1024), name)),
    )
    await expect(grammy.api.sendMediaGroup(chat_id, media)).rejects.toThrow('413')
    expect(
      tg
        .group(chat_id)
        .messages()
        .filter(({ content }) => content.document),
    ).toEqual([])
  })

  test('a download comes in pieces, breaks off, or is refused', async () => {
    const { at, updates, call, download, tg } = await prepare()
    at.document({ name: 'a.txt', bytes: Buffer.from('0123456789') })
    const [update] = await updates()
    const file = await call<File>('getFile', { file_id: update?.message?.document?.file_id })
    tg.fail({ method: 'download', error: { kind: 'slow', ms: 20 } })
    tg.fail({ method: 'download', error: 'reset-after' })
    tg.fail({ method: 'download', error: 'server-error' })
    expect((await download(file)).toString()).toBe('0123456789')
    await expect(download(file)).rejects.toThrow(/terminated|fetch failed/)
    expect((await download(file)).toString()).toContain('500')
    expect((await download(file)).toString()).toBe('0123456789')
  })
})

test('a server of one’s own hands files of any size out in its folder, and takes larger ones', async () => {
  const { at, updates, call, grammy, chat_id, tg } = await prepare()
  tg.switches.local = mkdtempSync(join(tmpdir(), 'kubit-local-'))
  at.document({ name: 'a.txt', size: 21 * 1024 * 1024 })
  const [update] = await updates()
  const file = await call<File>('getFile', { file_id: update?.message?.document?.file_id })
  expect(statSync(file.file_path ?? '').size).toBe(21 * 1024 * 1024)
  await grammy.api.sendDocument(chat_id, new InputFile(Buffer.alloc(51 * 1024 * 1024, 1), 'b'))
  rmSync(tg.switches.local, { recursive: true })
  tg.assertClean()
})
