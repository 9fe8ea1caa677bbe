import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message, Update } from '@grammyjs/types'
import { expect, onTestFinished, test } from 'vitest'
import { createDiskBytes } from '../server/disk-bytes.ts'
import { createTelegramServer, type Snapshot } from '../server/telegram-server.ts'
import { buildWorld, createApi } from './_world.ts'

/** A folder that is there as long as the test. */
function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubit-bytes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a restored Telegram goes on where it stopped, and uses no id twice', async () => {
  const folder = createFolder()
  const bytes = createDiskBytes(folder)
  const before = await buildWorld({ kind: 'forum', admin: true, bytes })
  const { ali, group, bot, call } = before
  await call('setMyCommands', { commands: [{ command: 'x', description: 'y' }] })
  const topic = group.createTopic(ali, 'KT-1')
  const file = ali.in(group, topic).document({ name: 'a.txt', bytes: Buffer.from('سلام') })
  const prompt = await call('sendMessage', {
    chat_id: group.id,
    text: '?',
    reply_markup: { force_reply: true },
  })
  ali.chat(bot).send('خصوصی')
  const waiting = await call<Update[]>('getUpdates')
  const snapshot = JSON.parse(JSON.stringify(before.tg.snapshot())) as ReturnType<typeof before.tg.snapshot>

  await bytes.flush()
  const tg = await createTelegramServer({ snapshot, bytes: createDiskBytes(folder) })
  onTestFinished(() => tg.close())
  const again = tg.addBot({ username: 'KubitSupportBot' })
  expect(again.token).toBe(bot.token)
  const api = createApi(tg.apiRoot, again.token)
  expect(await api.call('getUpdates')).toEqual(waiting)
  expect(again.commands).toEqual(bot.commands)

  const restored = tg.group(group.id)
  expect(restored.messages().map(({ id, text }) => [id, text])).toEqual(
    group.messages().map(({ id, text }) => [id, text]),
  )
  expect(tg.user(ali.id).forceReplyIn(restored)?.id).toBe(prompt.message_id)
  const unique = file.content.document?.file_unique_id ?? ''
  expect(Buffer.from((await tg.file(unique))?.bytes ?? []).toString()).toBe('سلام')

  const sent = await api.call<Message>('sendMessage', {
    chat_id: group.id,
    text: 'x',
    message_thread_id: topic,
  })
  expect(sent.message_id).toBeGreaterThan(prompt.message_id + 1000)
  tg.user(ali.id).in(restored).send('y')
  const next = await api.call<Update[]>('getUpdates')
  expect(next.at(-1)?.update_id).toBeGreaterThan((waiting.at(-1)?.update_id ?? 0) + 1000)
  expect(tg.addUser({ firstName: 'x' }).id).toBeGreaterThan(ali.id + 1000)
})

test('a snapshot has no bytes in it; one of an earlier version that has them is read all the same', async () => {
  const { tg, ali, group } = await buildWorld()
  const sent = ali.in(group).document({ name: 'a.txt', bytes: Buffer.alloc(100_000, 'x') })
  const unique = sent.content.document?.file_unique_id ?? ''
  const text = JSON.stringify(tg.snapshot())
  expect(text.length).toBeLessThan(20_000)

  const inline = { $bytes: Buffer.from('سلام').toString('base64') }
  const old = JSON.parse(
    text.replace(/"key":"[0-9a-f-]{36}"/, `"bytes":${JSON.stringify(inline)}`),
  ) as Snapshot
  const bytes = createDiskBytes(createFolder())
  const restored = await createTelegramServer({ snapshot: old, bytes })
  onTestFinished(() => restored.close())
  await bytes.flush()
  expect(Buffer.from((await restored.file(unique))?.bytes ?? []).toString()).toBe('سلام')
  expect(JSON.stringify(restored.snapshot())).not.toContain('$bytes')
})

test('bytes on the disk are there at once, lasting after a flush, and gone when nothing names them', async () => {
  const folder = join(createFolder(), 'new')
  const bytes = createDiskBytes(folder)
  const [kept, dropped] = [bytes.add(Buffer.from('1')), bytes.add(Buffer.from('2'))]
  expect(await bytes.read(kept)).toEqual(Buffer.from('1'))
  await bytes.flush()
  expect((await readdir(folder)).toSorted()).toEqual([kept, dropped].toSorted())

  await writeFile(join(folder, 'x.part'), '')
  const again = createDiskBytes(folder)
  await again.keepOnly(new Set([kept]))
  expect(await readdir(folder)).toEqual([kept])
  expect(await again.read(kept)).toEqual(Buffer.from('1'))
  expect(await again.read(dropped)).toBeUndefined()
})

test('the view shows what a page needs', async () => {
  const { tg, ali, bot, group, call } = await buildWorld({ kind: 'forum', admin: true })
  const topic = group.createTopic(ali, 'KT-1')
  const photo = ali.in(group, topic).photo({ caption: 'عکس' })
  await call('sendMessage', {
    chat_id: group.id,
    message_thread_id: topic,
    text: '?',
    reply_parameters: { message_id: photo.id },
    reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]], force_reply: true },
  })
  ali.in(group, topic).edit(photo, 'عکس دو')
  ali.chat(bot).send('سلام')
  const view = tg.view()
  expect(JSON.parse(JSON.stringify(view))).toMatchObject({
    people: [{ id: bot.id, isBot: true, username: 'KubitSupportBot' }, { name: 'علی' }, { name: 'سارا' }],
  })
  const [shown, own] = view.chats
  expect(shown).toMatchObject({
    id: group.id,
    isForum: true,
    topics: [{ name: 'General' }, { id: topic, name: 'KT-1' }],
  })
  expect(shown?.members.map(({ status }) => status)).toEqual(['creator', 'member', 'administrator'])
  expect(shown?.messages.slice(-2)).toMatchObject([
    {
      caption: 'عکس دو',
      media: 'photo',
      editedAt: expect.any(Number) as number,
      file: { mime: 'image/jpeg' },
    },
    { text: '?', replyTo: photo.id, keyboard: 'inline', buttons: [[{ text: 'a' }]] },
  ])
  expect(shown?.replyBoxes).toContainEqual({ person: ali.id, message: shown?.messages.at(-1)?.id })
  expect(own).toMatchObject({ kind: 'private', title: 'علی', bot: bot.id, messages: [{ text: 'سلام' }] })
})

test('listeners hear of changes, once for all that happened together', async () => {
  const { tg, ali, group } = await buildWorld()
  let heard = 0
  const stop = tg.onChange(() => (heard += 1))
  ali.in(group).send('a')
  ali.in(group).send('b')
  await Promise.resolve()
  expect(heard).toBe(1)
  stop()
  ali.in(group).send('c')
  await Promise.resolve()
  expect(heard).toBe(1)
})
