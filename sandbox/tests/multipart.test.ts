import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMultipart } from '../server/http/multipart.ts'

const TYPE = 'multipart/form-data; boundary=x-1'

/** A body in pieces, as a connection may deliver it. */
async function* pieces(body: Buffer, cuts: number[]) {
  const places = [...new Set(cuts.map((cut) => cut % body.length))].toSorted((a, b) => a - b)
  for (const [index, from] of [0, ...places].entries()) yield body.subarray(from, places[index])
}

const read = (body: string, cuts: number[] = []) => readMultipart(pieces(Buffer.from(body), cuts), TYPE)
const part = (head: string, content = '1') => `--x-1\r\n${head}\r\n\r\n${content}\r\n--x-1--\r\n`

describe('a multipart body', () => {
  const body =
    '--x-1\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n-5\r\n' +
    '--x-1\r\ncontent-disposition:form-data;name="a";filename=گزارش ۱ (نهایی).pdf\r\n' +
    'content-type:application/octet-stream\r\n\r\n\r\n--x-\r\n-\r\n\r\n' +
    '--x-1\r\nContent-Disposition: form-data; name="b"; filename="q%22.txt"\r\nContent-Type: text/plain\r\n\r\n\r\n' +
    '--x-1--\r\n'
  const expected = [
    { name: 'chat_id', fileName: undefined, mime: '', bytes: Buffer.from('-5') },
    {
      name: 'a',
      fileName: 'گزارش ۱ (نهایی).pdf',
      mime: 'application/octet-stream',
      bytes: Buffer.from('\r\n--x-\r\n-\r\n'),
    },
    { name: 'b', fileName: 'q".txt', mime: 'text/plain', bytes: Buffer.alloc(0) },
  ]

  test('is read the same wherever the connection cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (cuts) => {
        expect(await read(body, cuts)).toEqual(expected)
      }),
    )
  })

  test('is read whole where the end comes in many small pieces', async () => {
    expect(await read(body, [365_247_097, 1_174_628_851, 334_689_862])).toEqual(expected)
  })

  test('may have no parts', async () => {
    expect(await read('--x-1--\r\n')).toEqual([])
  })

  test.each([
    [
      'without a boundary',
      () => readMultipart(pieces(Buffer.from(body), []), 'multipart/form-data'),
      'no boundary',
    ],
    ['that breaks off', () => read(body.slice(0, -20)), 'ends before its last boundary'],
    [
      'with a part that says nothing of itself',
      () => read(part('content-type: text/plain')),
      'no content-disposition',
    ],
    ['with a part without a name', () => read(part('content-disposition: form-data')), 'no name'],
  ])('%s is refused', async (_, act, reason) => {
    await expect(act()).rejects.toThrow(reason)
  })
})
