import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { formOf } from '../_support/form.ts'
import { read, startWorld, type World } from '../_support/world.ts'

/** What is kept of forms, in bytes. */
function kept({ config }: World): number {
  const db = new Database(join(config.dataDir, 'support.db'), { readonly: true })
  try {
    const row = db.prepare('select sum(length(data)) as bytes from forms').get() as { bytes: number | null }
    return row.bytes ?? 0
  } finally {
    db.close()
  }
}

it('a form that somebody plays with for ever ends, and what is kept of it is bounded', async () => {
  const world = await startWorld()
  const form = formOf(world, world.ali)
  await form.begin()
  await form.answer('عنوان')
  await form.answer('شرح')
  const menu = await form.menu()
  let most = 0
  for (let press = 0; press < 700 && menu.buttonTexts.length > 0; press++) {
    world.advance(1_000)
    // The menu comes back with each press of a button that is there.
    await form.at.press(menu, menu.buttonTexts.includes('ویرایش') ? 'ویرایش' : 0).answer()
    await world.settle()
    most = Math.max(most, kept(world))
  }
  expect(read(menu.text)).toContain('این فرم بیش از اندازه طولانی شد')
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(400_000)
  expect(kept(world)).toBe(0)
  expect(read((await formOf(world, world.ali).submit()).text)).toContain('KT-1')
}, 120_000)

it('a form of long texts ends as well', async () => {
  const world = await startWorld()
  const form = formOf(world, world.ali)
  await form.begin()
  let most = 0
  for (let time = 0; time < 200; time++) {
    world.advance(3_000)
    const asked = world.ali.forceReplyIn(world.group)
    if (!asked) break
    form.at.reply(asked, 'س'.repeat(4_000))
    await world.settle()
    most = Math.max(most, kept(world))
  }
  expect(world.group.messages().some(({ text }) => text.includes('بیش از اندازه طولانی'))).toBe(true)
  expect(most).toBeLessThan(400_000)
  expect(kept(world)).toBe(0)
}, 120_000)

it('what others say meanwhile adds nothing to a form', async () => {
  const world = await startWorld({ groupAdmin: true })
  const form = formOf(world, world.ali)
  await form.begin()
  await form.answer('عنوان')
  await form.answer('شرح')
  const before = kept(world)
  for (let time = 0; time < 50; time++) {
    world.sara.in(world.group).send('سلام '.repeat(100))
    world.ali.in(world.group).send('گفتگو '.repeat(100))
  }
  await world.settle()
  expect(kept(world)).toBe(before)
})
