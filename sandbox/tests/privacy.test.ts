import { describe, expect, test } from 'vitest'
import type { Group, User } from '../server/telegram-server.ts'
import { buildWorld, createApi } from './_world.ts'

type Scene = Awaited<ReturnType<typeof prepare>>

/** A group with our bot, which has spoken, and a second bot that spoke last. */
async function prepare(options: Parameters<typeof buildWorld>[0] = {}) {
  const world = await buildWorld(options)
  const { tg, group, ali, bot } = world
  const other = tg.addBot({ username: 'OtherBot' })
  group.add(other, { by: ali })
  const sent = await world.call('sendMessage', { chat_id: group.id, text: 'از ما' })
  const ours = group.message(sent.message_id)
  const rival = createApi(tg.apiRoot, other.token)
  await rival.call('sendMessage', { chat_id: group.id, text: 'از دیگری' })
  await world.updates()
  await rival.updates()
  if (!ours) throw new Error('the message is gone')
  return { ...world, ours, rival, mention: `@${bot.username}` }
}

const speak = ({ ali, group }: { ali: User; group: Group }) => ali.in(group)

const inputs: [what: string, seenInPrivacy: boolean, say: (scene: Scene) => unknown][] = [
  ['a command that names it', true, (scene) => speak(scene).send(`/x${scene.mention}`)],
  ['a command that names it in other letters', true, (scene) => speak(scene).send('/x@kubitsupportbot')],
  ['a command that names another bot', false, (scene) => speak(scene).send('/x@OtherBot')],
  ['a bare command after another bot spoke', false, (scene) => speak(scene).send('/x')],
  ['a command in the middle of a text', false, (scene) => speak(scene).send(`بزن /x${scene.mention}`)],
  ['a reply to its message', true, (scene) => speak(scene).reply(scene.ours, 'جواب')],
  ['a photo in reply to its message', true, (scene) => speak(scene).photo({ replyTo: scene.ours })],
  [
    "a reply to somebody's command for it",
    true,
    (scene) => speak(scene).reply(speak(scene).send(`/x${scene.mention}`), 'جواب'),
  ],
  ['a reply to an ordinary message', false, (scene) => speak(scene).reply(speak(scene).send('سلام'), 'جواب')],
  ['a plain mention', false, (scene) => speak(scene).send(`${scene.mention} سلام`)],
  ['a plain text', false, (scene) => speak(scene).send('سلام')],
]

describe.each(inputs)('%s', (_what, seenInPrivacy, say) => {
  const modes: [string, Parameters<typeof buildWorld>[0], boolean][] = [
    ['in privacy mode', {}, seenInPrivacy],
    ['with privacy mode off', { privacy: false }, true],
    ['as an administrator', { admin: true }, true],
  ]
  test.each(modes)('%s', async (_mode, options, seen) => {
    const scene = await prepare(options)
    const last = say(scene) as { id: number }
    const found = await scene.updates()
    expect(found.some(({ message }) => message?.message_id === last.id)).toBe(seen)
  })
})

test('a bare command reaches the bot that spoke last, and only it', async () => {
  const scene = await prepare()
  await scene.call('sendMessage', { chat_id: scene.group.id, text: 'حالا ما' })
  speak(scene).send('بزن /x')
  speak(scene).send('/x')
  expect(await scene.updates()).toMatchObject([{ message: { text: '/x' } }])
  expect(await scene.rival.updates()).toEqual([])
})

test('a reply to one bot is not for another, whatever it says', async () => {
  const scene = await prepare()
  const theirs = scene.group.last({ id: scene.tg.bots()[1]?.id ?? 0 })
  if (theirs) speak(scene).reply(theirs, `/x${scene.mention}`)
  expect(await scene.updates()).toEqual([])
  expect(await scene.rival.updates()).toHaveLength(1)
})

test('an edit is seen where the message was', async () => {
  const scene = await prepare()
  const seen = speak(scene).reply(scene.ours, 'یک')
  speak(scene).edit(speak(scene).send('پنهان'), 'باز هم پنهان')
  speak(scene).edit(seen, 'دو')
  expect(await scene.updates()).toMatchObject([
    { message: { text: 'یک' } },
    { edited_message: { message_id: seen.id, text: 'دو' } },
  ])
})

test('the mode is the one at the time of joining', async () => {
  const scene = await prepare()
  scene.bot.setPrivacy(false)
  speak(scene).send('یک')
  expect(await scene.updates()).toEqual([])
  expect(await scene.call('getMe')).toMatchObject({ can_read_all_group_messages: true })
  scene.group.kick(scene.bot, { by: scene.ali })
  scene.group.add(scene.bot, { by: scene.ali })
  await scene.updates()
  speak(scene).send('دو')
  expect(await scene.updates()).toMatchObject([{ message: { text: 'دو' } }])
})

test('service messages and everything in private come, messages of bots never', async () => {
  const scene = await prepare({ privacy: false })
  scene.group.rename('testco 2', scene.ali)
  scene.ali.chat(scene.bot).send('سلام')
  await scene.rival.call('sendMessage', { chat_id: scene.group.id, text: 'از دیگری' })
  await scene.call('sendMessage', { chat_id: scene.group.id, text: 'از ما' })
  expect(await scene.updates()).toMatchObject([
    { message: { new_chat_title: 'testco 2' } },
    { message: { text: 'سلام' } },
  ])
})

test('a switch lets mentions pass', async () => {
  const scene = await prepare({ mentionsPassPrivacy: true })
  speak(scene).send(`${scene.mention} سلام`)
  expect(await scene.updates()).toHaveLength(1)
})
