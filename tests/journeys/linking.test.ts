import { describe, expect, it } from 'vitest'
import type { User } from '../../sandbox/index.ts'
import type { Panel } from '../_support/panel.ts'
import { read, startWorld, type World } from '../_support/world.ts'
import { apiOf, botSays, HOUR, lastSaid, must, otherPanel, press, testcoPanel } from './_story.ts'

const LINKED = 'اکنون گروه برای سازمان testco فعال می‌باشد.'
const SPENT = 'این پیوند پیش از این به کار رفته است.'
const EXPIRED = 'زمان این پیوند گذشته است.'
const UNKNOWN = 'این پیوند شناخته نشد'
const TAKEN = 'این گروه به سازمان دیگری متصل است.'
const NOT_READY = 'این گروه آمادهٔ اتصال نیست.'

async function codeOf(panel: Panel): Promise<string> {
  const { status, body } = await panel.call<{ url: string }>('POST', '/api/v1/telegram-groups/links')
  expect(status).toBe(201)
  return must(new URL(body.url).searchParams.get('startgroup'))
}

/** Adds the bot to a new group of Ali's by a one-tap link. */
async function addBy(world: World, code: string, by: User = world.ali) {
  const members = [world.ali, world.sara]
  const group = world.tg.addGroup({ title: 'تازه', kind: 'supergroup', members, owner: world.ali })
  group.add(world.bot, { by, startgroup: code })
  await world.settle()
  world.advance(2_000)
  await world.settle()
  return group
}

const said = (world: World, place: Parameters<typeof botSays>[1]) =>
  botSays(world, place).map(({ text }) => read(text))

async function sendCode(world: World, code: string, who: User = world.ali): Promise<string> {
  who.in(world.group).send(`/start@${world.bot.username} ${code}`)
  await world.settle()
  return read(lastSaid(world).text)
}

async function throwOut(world: World): Promise<void> {
  const welcome = must(botSays(world).find(({ buttonTexts }) => buttonTexts.includes('قطع اتصال گروه')))
  await press(world, world.ali, welcome, 'قطع اتصال گروه')
  await press(world, world.ali, welcome, 'تأیید')
}

describe('a one-tap link', () => {
  it('links the group for whoever adds the bot by it, and says only the welcome', async () => {
    const world = await startWorld({ activated: false })
    const group = await addBy(world, await codeOf(world.panel), world.sara)
    expect(said(world, group)).toEqual([expect.stringMatching(`^${LINKED}`)])
    expect(await apiOf(world.panel).groups()).toMatchObject([
      { groupId: String(group.id), title: 'تازه', state: 'active' },
    ])
  })

  it('links it also where the bot hears of the command before it hears who has added it', async () => {
    const world = await startWorld({ activated: false })
    const { tg, ali, sara, bot } = world
    const group = tg.addGroup({ title: 'تازه', kind: 'supergroup', members: [ali, sara], owner: ali })
    const startgroup = await codeOf(world.panel)
    const tell = group.add(bot, { by: sara, startgroup, startFirst: true })
    await world.settle()
    expect(await apiOf(world.panel).groups()).toEqual([])
    tell()
    await world.settle()
    expect(said(world, group).at(-1)).toMatch(new RegExp(`^${LINKED}`))
    expect(await apiOf(world.panel).groups()).toMatchObject([{ groupId: String(group.id), state: 'active' }])
  })

  it('works once: the next group hears that it is spent', async () => {
    const world = await startWorld({ activated: false })
    const code = await codeOf(world.panel)
    await addBy(world, code)
    const second = await addBy(world, code)
    expect(said(world, second)[0]).toContain(SPENT)
    expect(await apiOf(world.panel).groups()).toHaveLength(1)
  })

  it('lasts an hour', async () => {
    const world = await startWorld({ activated: false })
    const code = await codeOf(world.panel)
    world.advance(HOUR)
    const group = await addBy(world, code)
    expect(said(world, group)[0]).toContain(EXPIRED)
    expect(await apiOf(world.panel).groups()).toEqual([])
  })

  it('of somebody else’s making is not known', async () => {
    const world = await startWorld({ activated: false })
    const group = await addBy(world, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    expect(said(world, group)[0]).toContain(UNKNOWN)
  })

  it('takes no group that is another organization’s, and is not spent by trying', async () => {
    const world = await startWorld()
    const code = await codeOf(otherPanel(world))
    expect(await sendCode(world, code)).toContain(TAKEN)
    expect(await apiOf(otherPanel(world)).groups()).toEqual([])
    await addBy(world, code)
    expect(await apiOf(otherPanel(world)).groups()).toHaveLength(1)
  })

  it('in a group of one’s own is an ordinary start, and is not spent by it', async () => {
    const world = await startWorld()
    const code = await codeOf(world.panel)
    expect(await sendCode(world, code)).toMatch(LINKED)
    await addBy(world, code)
    expect(await apiOf(world.panel).groups()).toHaveLength(2)
  })

  it('of an admin counts where the bot is already, after the window too; of anybody else it is an ordinary start', async () => {
    const world = await startWorld({ activated: false })
    world.advance(25 * HOUR)
    const code = await codeOf(testcoPanel(world, { sub: 'u-1', name: 'سارا' }))
    expect(await sendCode(world, code, world.sara)).toContain('شناسه گروه:')
    expect(await apiOf(world.panel).groups()).toEqual([])
    expect(await sendCode(world, code, world.ali)).toMatch(LINKED)
    expect(await apiOf(world.panel).groups()).toHaveLength(1)
  })

  it('of an admin lets in an organization that was thrown out; pasting the ID does not', async () => {
    const world = await startWorld()
    await throwOut(world)
    world.ali.in(world.group).send(`/start@${world.bot.username}`)
    await world.settle()
    expect((await apiOf(world.panel).activate(world.group.id)).body.code).toBe('group_not_ready')
    expect(await sendCode(world, await codeOf(world.panel))).toMatch(LINKED)
  })

  it('of somebody who added the bot but is no admin lets in nobody who was thrown out', async () => {
    const world = await startWorld()
    await throwOut(world)
    world.group.kick(world.bot, { by: world.ali })
    await world.settle()
    world.group.add(world.bot, { by: world.sara, startgroup: await codeOf(world.panel) })
    await world.settle()
    expect(said(world, world.group).join('\n')).toContain(NOT_READY)
    expect(await apiOf(world.panel).groups()).toEqual([])
  })

  it('of an admin who is anonymous counts', async () => {
    const world = await startWorld({ activated: false })
    world.group.setAnonymous(world.ali, true)
    expect(await sendCode(world, await codeOf(world.panel))).toMatch(LINKED)
  })
})

describe('the time in which a group can be linked', () => {
  it('is said with the ID, ends after a day, and begins anew with /start alone', async () => {
    const world = await startWorld({ activated: false })
    world.advance(24 * HOUR)
    const { activate } = apiOf(world.panel)
    expect((await activate(world.group.id)).body.code).toBe('group_not_ready')
    world.ali.in(world.group).send(`/help@${world.bot.username}`)
    await world.settle()
    expect(read(lastSaid(world).text)).toContain('مهلت اتصال این گروه گذشته است')
    expect((await activate(world.group.id)).body.code).toBe('group_not_ready')
    world.sara.in(world.group).send(`/start@${world.bot.username}`)
    await world.settle()
    expect(read(lastSaid(world).text)).toMatch(/این گروه را تا .+ می‌توانید متصل کنید/)
    expect((await activate(world.group.id)).status).toBe(201)
  })

  it('is not begun by an upgrade to supergroup, which keeps out whom the group threw out', async () => {
    const world = await startWorld({ groupKind: 'group' })
    await throwOut(world)
    const next = world.group.migrate()
    await world.settle()
    world.advance(2_000)
    await world.settle()
    for (const panel of [world.panel, otherPanel(world)])
      expect((await apiOf(panel).activate(next.id)).body.code).toBe('group_not_ready')
  })
})
