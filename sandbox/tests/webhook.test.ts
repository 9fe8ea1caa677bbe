import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Update } from '@grammyjs/types'
import { expect, onTestFinished, test } from 'vitest'
import { buildWorld } from './_world.ts'

interface Received {
  secret: string | string[] | undefined
  update: Update
}

/** A webhook whose first responses have these `statuses`, and 200 from then on. */
async function listen(statuses: number[] = []) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({
        secret: request.headers['x-telegram-bot-api-secret-token'],
        update: JSON.parse(body) as Update,
      })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

test('updates are pushed in order with the secret, and confirmed by the response', async () => {
  const { tg, ali, group, updates, call } = await buildWorld({ privacy: false })
  await updates()
  const { received, url } = await listen()
  await call('setWebhook', { url, secret_token: 'geheim' })
  for (const text of ['a', 'b', 'c']) ali.in(group).send(text)
  await tg.settled()
  expect(received.map(({ update }) => update.message?.text)).toEqual(['a', 'b', 'c'])
  expect(received[0]?.secret).toBe('geheim')
  tg.redeliver('all')
  await tg.until(() => received.length > 3)
  expect(await call('getWebhookInfo')).toMatchObject({ url, pending_update_count: 0 })
})

test('a refused update comes again and holds back its chat only', async () => {
  const { tg, ali, bot, group, updates, call } = await buildWorld({ privacy: false })
  await updates()
  const { received, url } = await listen([500])
  await call('setWebhook', { url })
  ali.in(group).send('a')
  ali.in(group).send('b')
  ali.chat(bot).send('c')
  await tg.settled()
  const texts = received.map(({ update }) => update.message?.text)
  expect(texts.filter((text) => text !== 'c')).toEqual(['a', 'a', 'b'])
  expect(texts.indexOf('c')).toBeLessThan(texts.lastIndexOf('a'))
  expect(await call('getWebhookInfo')).toMatchObject({
    last_error_message: expect.stringContaining('500') as string,
  })
})

test('polling and webhooks exclude each other', async () => {
  const { tg, group, refuse, call } = await buildWorld()
  const { url, received } = await listen()
  await call('getUpdates', { offset: -1 })
  const polling = refuse('getUpdates', { offset: 999_999_999, timeout: 50 })
  await tg.until(() => tg.isPolled())
  await call('setWebhook', { url, drop_pending_updates: true })
  expect((await polling).description).toBe('Conflict: terminated by setWebhook request')
  expect((await refuse('getUpdates')).description).toBe(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  )
  await call('deleteWebhook')
  group.rename('x')
  await call('setWebhook', { url, drop_pending_updates: true })
  group.rename('y')
  await tg.settled()
  expect(received.map(({ update }) => update.message?.new_chat_title)).toEqual(['y'])
})

test.each([
  ['http://kubit.ir/hook', 'bad webhook: An HTTPS URL must be provided for webhook'],
  ['https://kubit.ir:3000/hook', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
])('%s is refused', async (url, reason) => {
  const { refuse } = await buildWorld()
  expect((await refuse('setWebhook', { url })).description).toBe(`Bad Request: ${reason}`)
})
