import { beforeAll, describe, expect, test } from 'vitest'
import { addToAlbum } from '../../core/conversation/album.ts'
import type { Found } from '../../core/changes/change.ts'
import type { Origin } from '../../core/tickets/message.ts'
import type { Stores } from '../../db/index.ts'
import { databases } from '../_support/databases.ts'
import { buildFile, createClock, drain, due, from, HOME, open, settlement, toStaff, write } from './_world.ts'

describe.each(databases())('albums on $name', (database) => {
  const clock = createClock()
  let stores: Stores
  let number: number
  let messageId: number
  let album: string

  beforeAll(async () => {
    ;({ stores } = await database.open({ clock }))
  })

  /** Its first item, waiting to be sent to the staff. */
  async function begin(text = '', files = ['1']): Promise<void> {
    ;({ number } = await open(stores))
    album = `album-${number}`
    messageId = await write(
      stores,
      number,
      { text, attachments: files.map((name) => buildFile({ name })) },
      from(number * 100 + 1, album),
      ({ messageId: id }) => [toStaff(number, { kind: 'message', room: 'staff', messageId: id })],
    )
  }

  async function join(
    item: number,
    text = '',
    origin: Origin = from(number * 100 + item, album),
  ): Promise<Found['album']> {
    const input = {
      content: { text, entities: [], attachments: [buildFile({ name: String(item) })] },
      origin,
    }
    const changed = await stores.tickets.change(
      number,
      (found) => {
        if (!found.album) throw new Error('The album is not found.')
        return { ...addToAlbum(found.album, found.ticket, input, ['staff']), result: found.album }
      },
      origin,
    )
    return changed.duplicate ? null : changed.result
  }

  const names = async () => (await stores.tickets.message(messageId))?.attachments.map(({ name }) => name)
  const head = async () => {
    const first = (await due(stores, clock())).find((each) => each.ticketNumber === number)
    if (!first) throw new Error('Nothing is due.')
    return first
  }

  test('its items are one message, linked each', async () => {
    await begin()
    expect(await stores.tickets.ofAlbum(HOME, album)).toBe(number)
    expect(await stores.tickets.ofAlbum(HOME + 1, album)).toBeNull()
    expect(await join(2)).toMatchObject({ waitingFor: ['staff'], message: { id: messageId } })
    await join(3)
    expect(await names()).toEqual(['1', '2', '3'])
    expect(await stores.links.find(HOME, number * 100 + 3)).toMatchObject({
      storedId: messageId,
      role: 'source',
    })
    expect(await drain(stores, clock())).toEqual([{ kind: 'message', room: 'staff', messageId }])
  })

  test('files keep their order', async () => {
    await begin('', ['1', '2'])
    await join(3)
    expect(await names()).toEqual(['1', '2', '3'])
  })

  test('an item that comes again joins once', async () => {
    await begin()
    await join(2)
    expect(await join(2)).toBeNull()
    expect(await names()).toEqual(['1', '2'])
  })

  test('items that come at once all join', async () => {
    await begin()
    await Promise.all([2, 3, 4, 5, 6, 7, 8, 9, 10].map((item) => join(item)))
    expect((await names())?.length).toBe(10)
  })

  test('the first items at once make one message', async () => {
    ;({ number } = await open(stores))
    album = `first-${number}`
    const ids = await Promise.all(
      [1, 2, 3, 4].map(async (item) => {
        const origin = from(number * 100 + item, album)
        const content = { text: '', entities: [], attachments: [buildFile({ name: String(item) })] }
        const changed = await stores.tickets.change(
          number,
          (found) =>
            found.album
              ? {
                  ...addToAlbum(found.album, found.ticket, { content, origin }, ['staff']),
                  result: undefined,
                }
              : {
                  result: undefined,
                  message: {
                    ...content,
                    kind: 'message',
                    author: found.ticket.creator,
                    createdAt: clock(),
                    delivery: { state: 'queued', until: null, reason: null },
                  },
                },
          origin,
        )
        return changed.messageId
      }),
    )
    expect(new Set(ids).size).toBe(1)
    messageId = Number(ids[0])
    expect((await names())?.toSorted()).toEqual(['1', '2', '3', '4'])
  })

  test('what stands under each item is kept', async () => {
    await begin()
    await join(2, 'شرح')
    await join(3, 'another')
    expect((await stores.tickets.message(messageId))?.text).toBe('شرح\nanother')
    await begin('first')
    await join(2, 'second')
    expect((await stores.tickets.message(messageId))?.text).toBe('first\nsecond')
  })

  test('an item after the sending follows alone', async () => {
    await begin()
    await drain(stores, clock())
    expect(await join(2)).toMatchObject({ waitingFor: [] })
    const ids = (await stores.tickets.message(messageId))?.attachments.map(({ id }) => id)
    expect(await drain(stores, clock())).toEqual([
      { kind: 'late_files', room: 'staff', messageId, attachmentIds: [ids?.[1]] },
    ])
  })

  test('an item during the sending follows once the message is there', async () => {
    await begin()
    const sending = await head()
    const carried = {
      messageId,
      text: '',
      attachmentIds: (await stores.tickets.message(messageId))?.attachments.map(({ id }) => id) ?? [],
    }
    await join(2)
    const ids = (await stores.tickets.message(messageId))?.attachments.map(({ id }) => id)
    await stores.outbox.settle([settlement(sending, { kind: 'delivered' }, { carried })])
    expect(await drain(stores, clock())).toEqual([
      { kind: 'late_files', room: 'staff', messageId, attachmentIds: [ids?.[1]] },
    ])
  })

  test('items that race with the sending are sent exactly once each', async () => {
    for (let round = 0; round < 15; round++) {
      await begin()
      const sending = await head()
      const filesNow = async () =>
        (await stores.tickets.message(messageId))?.attachments.map(({ id }) => id) ?? []
      const carried = { messageId, text: '', attachmentIds: await filesNow() }
      await Promise.all([
        join(2),
        join(3),
        stores.outbox.settle([settlement(sending, { kind: 'delivered' }, { carried })]),
        join(4),
      ])
      const sent = (await drain(stores, clock())).flatMap((payload) =>
        payload.kind === 'late_files' ? payload.attachmentIds : [],
      )
      expect(sent.toSorted()).toEqual((await filesNow()).slice(1).toSorted())
    }
  })

  test('an item while the message is parked goes with it', async () => {
    await begin()
    await stores.outbox.settle([settlement(await head(), { kind: 'parked', reason: 'bot_removed' })])
    expect(await join(2)).toMatchObject({ waitingFor: ['staff'] })
    expect(await drain(stores, clock())).toEqual([])
  })
})
