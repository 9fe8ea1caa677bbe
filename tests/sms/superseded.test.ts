import { describe, expect, test } from 'vitest'
import type { Status } from '../../core/tickets/ticket.ts'
import { createTranslator } from '../../locales/translate.ts'
import { createLogger } from '../../logger.ts'
import { createSmsChannel } from '../../sms/channel.ts'
import { createSmsSender, type SmsMessage } from '../../sms/sender.ts'
import { databases } from '../_support/databases.ts'
import { ALI, buildHistory, createClock, due, open, settlement } from '../db/_world.ts'

describe.each(databases())('an SMS on $name', (database) => {
  test('never tells a newer change under the number of an older one', async () => {
    const clock = createClock()
    const { stores } = await database.open({ clock })
    const sent: SmsMessage[] = []
    const logger = createLogger({ level: 'silent' })
    const channel = createSmsChannel({
      ...stores,
      sender: createSmsSender({ provider: 'log' }, { logger, onSent: (message) => sent.push(message) }),
      limits: { ticket: 9, number: 9, day: 9 },
      texts: createTranslator({ defaultLocale: 'fa', timeZone: 'Asia/Tehran', onProblem: () => {} }),
      timeZone: 'Asia/Tehran',
      clock,
      logger,
      defaultLocale: () => 'fa',
    })
    const telegramId = Number(ALI.telegramId)
    await stores.people.meet({ telegramId, name: 'علی', username: null })
    await stores.people.update(telegramId, { mobile: '+989121234567' })
    const { number } = await open(stores, { smsStatus: 'awaiting_response' })
    const change = (status: Status, localId: number) =>
      stores.tickets.change(number, ({ ticket }) => ({
        result: undefined,
        ticket: { ...ticket, status },
        history: buildHistory({ from: ticket.status, to: status, by: { ...ALI, side: 'agent' } }),
        deliveries: [
          {
            destination: { kind: 'sms', ticketNumber: number },
            ticketNumber: number,
            payload: { kind: 'sms', status, localId },
          },
        ],
      }))

    await change('in_progress', 1)
    const [before] = await due(stores, clock())
    if (!before) throw new Error('Nothing is due.')
    await change('closed', 2)
    // What the provider took and could not answer for is tried again.
    const { outcome } = await channel.send(before)
    await stores.outbox.settle([settlement(before, outcome, { runAt: clock() })])
    const [after] = await due(stores, clock())
    if (!after) throw new Error('Nothing is due any more.')
    await channel.send(after)
    expect(sent.map(({ localId, template }) => [localId, template?.status])).toEqual([[2, 'بسته']])
  })
})
