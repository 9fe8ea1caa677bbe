import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { buildWorld } from './_world.ts'

async function prepare() {
  const world = await buildWorld()
  const root = `${world.tg.apiRoot}/bot${world.bot.token}`
  const read = async (response: Promise<Response>) => {
    const { status } = await response
    return { status, ...((await (await response).json()) as object) }
  }
  return { ...world, root, get: (path: string, init?: RequestInit) => read(fetch(root + path, init)) }
}

describe('a request', () => {
  test('may be a GET, with the method in any case', async () => {
    const { get, bot } = await prepare()
    expect(await get('/GETME')).toMatchObject({
      status: 200,
      ok: true,
      result: { id: bot.id, is_bot: true, username: 'KubitSupportBot', can_read_all_group_messages: false },
    })
  })

  test('carries parameters in the query, a form, a multipart form or JSON', async () => {
    const { get, group } = await prepare()
    const params = {
      chat_id: String(group.id),
      text: '12',
      disable_notification: 'true',
      reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"1"}]]}',
    }
    const multipart = new FormData()
    for (const [name, value] of Object.entries(params)) multipart.set(name, value)
    const responses = [
      await get(`/sendMessage?${new URLSearchParams(params).toString()}`),
      await get('/sendMessage', { method: 'POST', body: new URLSearchParams(params) }),
      await get('/sendMessage', { method: 'POST', body: multipart }),
    ]
    for (const response of responses) expect(response).toMatchObject({ ok: true, result: { text: '12' } })
    expect(group.messages().filter(({ buttonTexts }) => buttonTexts[0] === 'a')).toHaveLength(3)
  })

  test('that breaks off in the middle of an upload is no fault of anybody', async () => {
    const { tg, bot, get } = await prepare()
    const { port } = new URL(tg.apiRoot)
    const socket = connect(Number(port), '127.0.0.1')
    const head = [
      `POST /bot${bot.token}/sendDocument HTTP/1.1`,
      'Host: telegram',
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 9999',
    ]
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n--b\r\n`, resolve))
    await get('/getMe')
    socket.resetAndDestroy()
    await closed
    await get('/getMe')
    tg.assertClean()
  })

  test.each([
    ['/noSuchMethod', 404, 'Not Found: method not found'],
    ['', 404, 'Not Found'],
  ])('to %s gets %i', async (path, status, description) => {
    const { get } = await prepare()
    expect(await get(path)).toEqual({ status, ok: false, error_code: status, description })
  })

  test('with a token of nobody is unauthorized', async () => {
    const { tg } = await prepare()
    const response = await fetch(`${tg.apiRoot}/bot1:wrong/getMe`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  })

  test('with broken JSON is refused', async () => {
    const { get } = await prepare()
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"chat_id":' }
    expect(await get('/sendMessage', init)).toMatchObject({
      status: 400,
      description: "Bad Request: can't parse JSON object",
    })
  })
})

test('every call is recorded with its parameters and what came of it, polls left out', async () => {
  const { bot, call, refuse, group, updates } = await buildWorld()
  await updates()
  await call('sendMessage', { chat_id: group.id, text: 'سلام' })
  await refuse('sendMessage', { chat_id: 12, text: 'x' })
  expect(bot.calls.map(({ method }) => method)).toEqual(['sendMessage', 'sendMessage'])
  expect(bot.callsTo('sendMessage', group)).toMatchObject([
    { params: { text: 'سلام' }, result: { text: 'سلام' } },
  ])
  expect(bot.calls[1]?.error).toEqual({ code: 400, description: 'Bad Request: chat not found' })
})
