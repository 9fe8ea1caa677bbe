import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Desk } from '../../core/desk.ts'
import type { WebEnv } from '../context/web-env.ts'
import { Problem } from '../problems/problem.ts'
import { fileHeaders } from '../downloads/file-headers.ts'
import { isFresh, rangeOf } from '../downloads/range.ts'
import { streamOf } from '../downloads/stream-of.ts'
import { reads, refusals } from '../openapi/operations.ts'

const content = {
  'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) },
}

const readAttachment = createRoute({
  ...reads('readAttachment', 'Attachments', 'Read a file'),
  description: 'The bytes of a file, all or a range of them. A browser never runs what is in it.',
  method: 'get',
  path: '/attachments/{id}',
  request: {
    params: z.object({ id: z.string() }),
    headers: z.object({
      range: z.string().optional(),
      'if-range': z.string().optional(),
      'if-none-match': z.string().optional(),
    }),
  },
  responses: {
    200: { description: 'The file, with the type of its content', content },
    206: { description: 'The requested range', content },
    304: { description: 'The caller has the file already' },
    ...refusals(404, 410, 416),
  },
})

const RETRY_AFTER_S = '5'

/** `GET` and `HEAD /attachments/{id}`. */
export function mountAttachments(api: OpenAPIHono<WebEnv>, desk: Desk): void {
  api.openapi(readAttachment, async (c) => {
    const opened = await desk.files.open(c.var.actor, c.req.valid('param').id)
    if (opened.kind === 'gone') throw new Problem('file_gone')
    if (opened.kind === 'not_ready')
      throw new Problem('file_not_ready', { headers: { 'Retry-After': RETRY_AFTER_S } })

    const { file, size, read } = opened
    const headers = fileHeaders(file)
    const { ETag: etag } = headers
    const asked = c.req.valid('header')
    if (isFresh(asked['if-none-match'], etag)) return new Response(null, { status: 304, headers })

    // Ranges are defined for GET alone.
    const isHead = c.req.method === 'HEAD'
    const range = isHead ? null : rangeOf(asked.range, asked['if-range'], etag, size)
    if (range === 'unsatisfiable')
      throw new Problem('range_not_satisfiable', { headers: { 'Content-Range': `bytes */${size}` } })
    if (!range) {
      const whole = { ...headers, 'Content-Length': String(size) }
      return new Response(isHead ? null : streamOf(read()), { status: 200, headers: whole })
    }
    const { start, end } = range
    return new Response(streamOf(read(range)), {
      status: 206,
      headers: {
        ...headers,
        'Content-Length': String(end - start + 1),
        'Content-Range': `bytes ${start}-${end}/${size}`,
      },
    })
  })
}
